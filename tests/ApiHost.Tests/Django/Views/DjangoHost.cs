using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>A server with one Django view and two dummy schemes; each answers to the credentials <c>SCHEME good</c>, <c>bad</c> and <c>staff</c>.</summary>
internal sealed class DjangoHost : IAsyncDisposable
{
    public const string Path = "/api/view/";

    private readonly WebApplication _app;

    private DjangoHost(WebApplication app) => _app = app;

    public static async Task<DjangoHost> Start(DjangoView view, DjangoAction action, Action<WebApplication>? before = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, DummyScheme>("First", null)
            .AddScheme<AuthenticationSchemeOptions, DummyScheme>("Second", null);
        var app = builder.Build();
        before?.Invoke(app);
        app.MapDjango(Path, view, action);
        app.MapFallback("{**path}", HtmlPages.AnswerNotFound);
        await app.StartAsync();
        return new DjangoHost(app);
    }

    /// <summary>Headers are given as <c>Name: value</c>; a body brings its Content-Length along.</summary>
    public async Task<Answer> Send(string method, string path = Path, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 2)..]);
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var client = _app.GetTestClient();
        using var response = await client.SendAsync(request);
        return await Answer.Read(response);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class DummyScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var credentials = Request.Headers.Authorization.ToString();
            if (!credentials.StartsWith(Scheme.Name + " ", StringComparison.Ordinal))
                return Task.FromResult(AuthenticateResult.NoResult());
            if (credentials.EndsWith(" bad", StringComparison.Ordinal))
                return Task.FromResult(AuthenticateResult.Fail("Invalid token."));

            var identity = new ClaimsIdentity([new(ClaimTypes.Name, credentials)], Scheme.Name);
            return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), Scheme.Name)));
        }
    }
}
