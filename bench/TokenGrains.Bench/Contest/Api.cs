using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TokenGrains.Bench.Contest;

/// <summary>How a service is asked for the same things: what is sent, and where in the answer the tokens stand.</summary>
internal sealed record Api
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>A refresh of Simple JWT, and of ours.</summary>
    public static readonly RefreshRequest SimpleJwtRefresh = new("/api/token/refresh/", new(Json, "{\"refresh\":\"", "\"}"), "refresh");

    /// <summary>Simple JWT and authtoken.</summary>
    public static readonly Api Django = new()
    {
        Register = name => Post("/register/", new { username = name, password = Password }),
        SignIn = name => Post("/api/token/", new { username = name, password = Password }),
        AccessField = "access",
        Refresh = SimpleJwtRefresh,
        LogOut = new(HttpMethod.Post, "/api/token/blacklist/", new(Json, "{\"refresh\":\"", "\"}")),
        Greeting = "/hello-jwt/",
        OpaqueSignIn = name => Post("/api-token-auth/", new { username = name, password = Password }),
        OpaqueGreeting = "/hello/",
    };

    /// <summary>Ours: the same, and more.</summary>
    public static readonly Api TokenGrains = Django with { RevokeAll = new(HttpMethod.Delete, "/account/sessions?all=true", TokenBody.None) };

    /// <summary>The endpoints that ASP.NET Core Identity maps. Its refresh rotates nothing and writes nothing.</summary>
    public static readonly Api Identity = new()
    {
        Register = name => Post("/register", new { email = $"{name}@example.org", password = Password }),
        SignIn = name => Post("/login", new { email = $"{name}@example.org", password = Password }),
        AccessField = "accessToken",
        Refresh = new("/refresh", new(Json, "{\"refreshToken\":\"", "\"}"), "refreshToken"),
        Greeting = "/hello",
    };

    /// <summary>OAuth 2.0 with the password and refresh token grants.</summary>
    public static readonly Api OpenIddict = new()
    {
        Register = name => Post("/register", new { email = $"{name}@example.org", password = Password }),
        SignIn = name => new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "password"), new("client_id", "bench"), new("username", $"{name}@example.org"),
                new("password", Password), new("scope", "offline_access"),
            ]),
        },
        AccessField = "access_token",
        Refresh = new("/connect/token", new(Form, "grant_type=refresh_token&client_id=bench&refresh_token=", ""), "refresh_token"),
        LogOut = new(HttpMethod.Post, "/connect/revoke", new(Form, "token_type_hint=refresh_token&client_id=bench&token=", "")),
        RevokeAll = new(HttpMethod.Post, "/revoke-all", TokenBody.None),
        Greeting = "/hello",
    };

    /// <summary>better-auth: one opaque token a session, which is looked up with every request and lives on by being used. There is no refresh.</summary>
    public static readonly Api BetterAuth = new()
    {
        Register = name => Post("/api/auth/sign-up/email", new { name, email = $"{name}@example.org", password = Password }),
        SignIn = SignInByMail,
        AccessField = "token",
        LogOut = new(HttpMethod.Post, "/api/auth/sign-out", TokenBody.None),
        RevokeAll = new(HttpMethod.Post, "/api/auth/revoke-sessions", TokenBody.None),
        Greeting = "/hello",
        OpaqueSignIn = SignInByMail,
        OpaqueGreeting = "/hello",
        OpaqueScheme = "Bearer",
    };

    /// <summary>Good enough for every one of them.</summary>
    private const string Password = "A quiet harbour 7";

    public required Func<string, HttpRequestMessage> Register { get; init; }

    public required Func<string, HttpRequestMessage> SignIn { get; init; }

    public required string AccessField { get; init; }

    /// <summary>How a session goes on, where that takes a request of its own.</summary>
    public RefreshRequest? Refresh { get; init; }

    /// <summary>The field of the token that stands for a session: it is what ends it.</summary>
    public string SessionField => Refresh?.Field ?? AccessField;

    /// <summary>Ends one session, where that can be done.</summary>
    public TokenRequest? LogOut { get; init; }

    /// <summary>Ends all sessions of the owner of an access token, where that can be done.</summary>
    public TokenRequest? RevokeAll { get; init; }

    /// <summary>A protected endpoint for access tokens.</summary>
    public required string Greeting { get; init; }

    /// <summary>How an opaque token is got, by those who have them.</summary>
    public Func<string, HttpRequestMessage>? OpaqueSignIn { get; init; }

    /// <summary>A protected endpoint for opaque tokens.</summary>
    public string OpaqueGreeting { get; init; } = "";

    /// <summary>The scheme of opaque tokens in the header <c>Authorization</c>.</summary>
    public string OpaqueScheme { get; init; } = "Token";

    private static HttpRequestMessage SignInByMail(string name) =>
        Post("/api/auth/sign-in/email", new { email = $"{name}@example.org", password = Password });

    // With a length: WSGI takes a chunked body for none.
    private static HttpRequestMessage Post(string path, object body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, Json) };
}

/// <summary>The text around a token in a body.</summary>
internal sealed record TokenBody(string ContentType, string Before, string After)
{
    /// <summary>No body: the token is the bearer of the request.</summary>
    public static readonly TokenBody None = new("", "", "");

    public StringContent Around(string token) => new(Before + token + After, Encoding.UTF8, ContentType);
}

/// <summary>A refresh, and the field of the answer that holds the next token.</summary>
internal sealed record RefreshRequest(string Path, TokenBody Body, string Field);

/// <summary>A request that makes use of a token.</summary>
internal sealed record TokenRequest(HttpMethod Method, string Path, TokenBody Body);

/// <summary>Sends the requests of an <see cref="Api"/>. What fails makes the run void.</summary>
internal sealed class ApiClient(Api api, Uri address) : IDisposable
{
    // No client of the load keeps cookies, and who sends one without an Origin is taken for a forged request.
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address };

    public async Task Register(string name)
    {
        using var answer = await Send(api.Register(name));
    }

    /// <returns>An access token, and the one that stands for the session: a refresh token where there are any.</returns>
    public async Task<(string Access, string Session)> SignIn(string name)
    {
        using var answer = await Send(api.SignIn(name));
        var pair = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (pair.GetProperty(api.AccessField).GetString()!, pair.GetProperty(api.SessionField).GetString()!);
    }

    public async Task<string> OpaqueSignIn(string name)
    {
        using var answer = await Send(api.OpaqueSignIn!(name));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Whether the token of a session is good for nothing any more.</summary>
    public async Task<bool> IsRefused(string token)
    {
        using var request = api.Refresh is { } refresh
            ? new HttpRequestMessage(HttpMethod.Post, refresh.Path) { Content = refresh.Body.Around(token) }
            : new HttpRequestMessage(HttpMethod.Get, api.Greeting) { Headers = { Authorization = new("Bearer", token) } };
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await _http.SendAsync(request);
            return answer.IsSuccessStatusCode
                ? answer
                : throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: the run is void. {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
