using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Storage;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>A host with a path that fails in the way that it names. The dot keeps it out of the Django face's fallback.</summary>
public sealed class FaultyApp : TokenApp
{
    public const string Secret = "the password of the database is hunter2";

    private static readonly Dictionary<string, Func<Exception>> Faults = new()
    {
        ["/fault.orleans"] = () => new OrleansException(Secret),
        ["/fault.lost-silo"] = () => new SiloUnavailableException(Secret),
        ["/fault.storage"] = () => new StorageUnavailableException(Secret),
        ["/fault.unknown-outcome"] = () => new WriteOutcomeUnknownException(Secret, new IOException(Secret)),
        ["/fault.timeout"] = () => new TimeoutException(Secret),
        ["/fault.bug"] = () => new InvalidOperationException(Secret),
        ["/fault.missing"] = () => new KeyNotFoundException(Secret),
        ["/fault.given-up"] = () => new OperationCanceledException(Secret),
        ["/fault.request"] = () => new BadHttpRequestException(Secret, StatusCodes.Status408RequestTimeout),
    };

    public FaultyApp() => MoreServices = services => services.AddSingleton<IStartupFilter, Fail>();

    private sealed class Fail : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Run(context => throw Faults[context.Request.Path]());
        };
    }
}

/// <summary>An exception becomes an answer without its text: STYLE.md section 4, DESIGN.md section 9.</summary>
public class FaultTests(FaultyApp app) : IClassFixture<FaultyApp>
{
    [Theory]
    [InlineData("/fault.orleans")]
    [InlineData("/fault.lost-silo")]
    [InlineData("/fault.storage")]
    [InlineData("/fault.unknown-outcome")]
    [InlineData("/fault.timeout")]
    [InlineData("/fault.given-up")]
    public async Task What_may_pass_is_a_503_with_Retry_After(string path)
    {
        var answer = await Problem(path);
        Assert.Equal((503, "1"), (answer.Status, answer.Header("Retry-After")));
    }

    [Theory]
    [InlineData("/fault.bug")]
    [InlineData("/fault.missing")]
    public async Task What_will_not_pass_is_a_500(string path)
    {
        var answer = await Problem(path);
        Assert.Equal((500, (string?)null), (answer.Status, answer.Header("Retry-After")));
    }

    [Fact]
    public async Task A_request_that_cannot_be_read_keeps_its_status() => Assert.Equal(408, (await Problem("/fault.request")).Status);

    private async Task<Answer> Problem(string path)
    {
        var answer = await app.Get(path);
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Equal(answer.Status, answer.Json.GetProperty("status").GetInt32());
        Assert.DoesNotContain("hunter2", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", answer.Body, StringComparison.Ordinal);
        return answer;
    }
}
