using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>What Django's URL resolver and <c>APPEND_SLASH</c> do: wire/DJANGO.md section 2.</summary>
public sealed class DjangoRoutingTests : IAsyncLifetime
{
    private static readonly DjangoView View = new() { Name = "View", Methods = ["POST"] };
    private DjangoHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await DjangoHost.Start(View, _ => Task.FromResult(DjangoResponse.NonFieldErrors("Reached.")));
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_exact_path_reaches_the_view()
    {
        Assert.Equal("""{"non_field_errors":["Reached."]}""", (await _host.Send("POST", "/api/view/?a=b")).Body);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("OPTIONS")]
    [InlineData("FOO")]
    public async Task Any_method_without_the_slash_is_sent_to_it(string method)
    {
        var answer = await _host.Send(method, "/api/view?a=1&b=%20");
        Assert.Equal((301, "", "/api/view/?a=1&b=%20"), (answer.Status, answer.Body, answer.Header("Location")));
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
        Assert.Null(answer.Header("Allow"));
        Assert.Null(answer.Header("X-Frame-Options"));
    }

    [Theory]
    [InlineData("/api/view//")]
    [InlineData("//api/view/")]
    [InlineData("/API/view/")]
    [InlineData("/Api/View")]
    [InlineData("/api/view/x")]
    [InlineData("/")]
    public async Task Any_other_path_is_an_HTML_404(string path)
    {
        var answer = await _host.Send("POST", "http://localhost" + path, headers: "Accept: application/json");
        Assert.Equal((404, "text/html; charset=utf-8", "DENY"), (answer.Status, answer.Header("Content-Type"), answer.Header("X-Frame-Options")));
        Assert.Contains("<title>Not Found</title>", answer.Body, StringComparison.Ordinal);
    }
}
