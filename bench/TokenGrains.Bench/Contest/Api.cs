using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace TokenGrains.Bench.Contest;

/// <summary>How a service is asked for the same things: what is sent, and where in the answer the tokens stand.</summary>
internal sealed record Api
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>Simple JWT and authtoken, which is also ours.</summary>
    public static readonly Api Django = new()
    {
        Register = name => Post("/register/", new { username = name, password = Password }),
        SignIn = name => Post("/api/token/", new { username = name, password = Password }),
        AccessField = "access",
        Refresh = new("/api/token/refresh/", "{\"refresh\":\"", "\"}", "refresh", Json),
        Greeting = "/hello-jwt/",
        OpaqueSignIn = name => Post("/api-token-auth/", new { username = name, password = Password }),
        OpaqueGreeting = "/hello/",
    };

    /// <summary>The endpoints that ASP.NET Core Identity maps. Its refresh rotates nothing and writes nothing.</summary>
    public static readonly Api Identity = new()
    {
        Register = name => Post("/register", new { email = $"{name}@example.org", password = Password }),
        SignIn = name => Post("/login", new { email = $"{name}@example.org", password = Password }),
        AccessField = "accessToken",
        Refresh = new("/refresh", "{\"refreshToken\":\"", "\"}", "refreshToken", Json),
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
        Refresh = new("/connect/token", "grant_type=refresh_token&client_id=bench&refresh_token=", "", "refresh_token", Form),
        Greeting = "/hello",
    };

    /// <summary>Good enough for every one of them.</summary>
    private const string Password = "A quiet harbour 7";

    public required Func<string, HttpRequestMessage> Register { get; init; }

    public required Func<string, HttpRequestMessage> SignIn { get; init; }

    public required string AccessField { get; init; }

    public required RefreshRequest Refresh { get; init; }

    /// <summary>A protected endpoint for access tokens.</summary>
    public required string Greeting { get; init; }

    /// <summary>How an opaque token is got, by those who have them.</summary>
    public Func<string, HttpRequestMessage>? OpaqueSignIn { get; init; }

    /// <summary>A protected endpoint for opaque tokens.</summary>
    public string OpaqueGreeting { get; init; } = "";

    // With a length: WSGI takes a chunked body for none.
    private static HttpRequestMessage Post(string path, object body) =>
        new(HttpMethod.Post, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, Json) };
}

/// <summary>A refresh: the text around the token in the body, and the field of the answer that holds the next one.</summary>
internal sealed record RefreshRequest(string Path, string Before, string After, string Field, string ContentType);

/// <summary>Sends the requests of an <see cref="Api"/>. What fails makes the run void.</summary>
internal sealed class ApiClient(Api api, Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    public async Task Register(string name)
    {
        using var answer = await Send(api.Register(name));
    }

    /// <returns>An access and a refresh token.</returns>
    public async Task<(string Access, string Refresh)> SignIn(string name)
    {
        using var answer = await Send(api.SignIn(name));
        var pair = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (pair.GetProperty(api.AccessField).GetString()!, pair.GetProperty(api.Refresh.Field).GetString()!);
    }

    public async Task<string> OpaqueSignIn(string name)
    {
        using var answer = await Send(api.OpaqueSignIn!(name));
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
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
