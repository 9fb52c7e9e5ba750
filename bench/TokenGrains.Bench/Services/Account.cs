using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace TokenGrains.Bench.Services;

/// <summary>An account of the service that is measured, and what it needs to be used. What fails here makes the run void.</summary>
internal sealed class Account(HttpClient http, string name)
{
    public const string Password = "a quiet harbour";

    private static int _count;

    public string Name => name;

    /// <summary>A new account with a name of its own.</summary>
    public static async Task<Account> Register(HttpClient http)
    {
        var account = new Account(http, $"user{Interlocked.Increment(ref _count)}");
        await account.Post<object>("/register/");
        return account;
    }

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
internal sealed record TokenPair([property: JsonPropertyName("access")] string Access, [property: JsonPropertyName("refresh")] string Refresh)
{
    public AuthenticationHeaderValue Bearer => new("Bearer", Access);
}
