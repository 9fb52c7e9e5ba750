using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace TokenGrains.Bench.Services;

/// <summary>An account of the service that is measured, and what it needs to be used. What fails here makes the run void.</summary>
internal sealed class Account(HttpClient http, string name)
{
    public const string Password = "a quiet harbour";

    private static int _count;

    /// <summary>A new account with a name of its own.</summary>
    public static async Task<Account> Register(HttpClient http)
    {
        var account = new Account(http, $"user{Interlocked.Increment(ref _count)}");
        await account.Post<object>("/register/");
        return account;
    }

    /// <summary>The same account, at another host or after a restart.</summary>
    public Account At(HttpClient other) => new(other, name);

    /// <summary>A new session.</summary>
    public Task<TokenPair> SignIn() => Post<TokenPair>("/api/token/");

    /// <summary>The account's opaque token.</summary>
    public async Task<string> OpaqueToken() => (await Post<Opaque>("/api-token-auth/")).Token;

    private async Task<TAnswer> Post<TAnswer>(string path)
    {
        using var answer = await http.PostAsJsonAsync(path, new { username = name, password = Password });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<TAnswer>())!;
    }

    private sealed record Opaque([property: JsonPropertyName("token")] string Token);
}

/// <summary>What a sign-in gives.</summary>
internal sealed record TokenPair([property: JsonPropertyName("access")] string Access, [property: JsonPropertyName("refresh")] string RefreshToken)
{
    public AuthenticationHeaderValue Bearer => new("Bearer", Access);

    /// <summary>The claim <c>sid</c>.</summary>
    public string Session => new JwtSecurityToken(Access).Claims.First(claim => claim.Type == "sid").Value;

    /// <summary>The next pair.</summary>
    public async Task<TokenPair> Refresh(HttpClient host)
    {
        using var answer = await host.PostAsJsonAsync("/api/token/refresh/", new { refresh = RefreshToken });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<TokenPair>())!;
    }

    /// <summary>200 or 401 of an endpoint that the access token opens.</summary>
    public async Task<HttpStatusCode> Greet(HttpClient host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hello-jwt-stateless/") { Headers = { Authorization = Bearer } };
        using var answer = await host.SendAsync(request);
        return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Unauthorized
            ? answer.StatusCode
            : throw new InvalidOperationException($"The host answered {answer.StatusCode}: the run is void.");
    }
}
