using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace TokenGrains.ApiHost.Tests;

/// <summary>A user who has just registered, with the first tokens.</summary>
internal sealed record TestUser(string Name, string Password, string Opaque, string Refresh, string Access);

/// <summary>What a client of the host does.</summary>
internal static class TokenAppVerbs
{
    public const string Password = "a long enough password";

    private static readonly ConditionalWeakTable<TokenApp, HttpClient> Clients = [];

    /// <summary>Headers are given as <c>Name: value</c> and sent as they stand; a body brings its Content-Length along.</summary>
    public static async Task<Answer> Send(this TokenApp app, string method, string path, byte[]? body, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (header[..colon], header[(colon + 1)..].TrimStart(' '));
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Clients.GetValue(app, app => app.CreateClient()).SendAsync(request);
        return await Answer.Read(response);
    }

    public static Task<Answer> Send(this TokenApp app, string method, string path, string? body = null, params string[] headers) =>
        app.Send(method, path, body is null ? null : Encoding.UTF8.GetBytes(body), headers);

    public static Task<Answer> Get(this TokenApp app, string path, params string[] headers) => app.Send("GET", path, (byte[]?)null, headers);

    public static Task<Answer> Post(this TokenApp app, string path, string json, params string[] headers) =>
        app.Send("POST", path, json, ["Content-Type: application/json", .. headers]);

    public static Task<Answer> Post(this TokenApp app, string path, object members, params string[] headers) =>
        app.Post(path, JsonSerializer.Serialize(members), headers);

    public static async Task<TestUser> Register(this TokenApp app, string? name = null, string password = Password)
    {
        name ??= TokenApp.NewName();
        var answer = await app.Post("/register-jwt/", new { username = name, password });
        return new TestUser(name, password, answer["token_obj"], answer["refresh"], answer["access"]);
    }

    public static Task<Answer> SignIn(this TokenApp app, string name, string password = Password) =>
        app.Post("/api/token/", new { username = name, password });

    public static Task<Answer> ObtainOpaqueToken(this TokenApp app, string name, string password = Password) =>
        app.Post("/api-token-auth/", new { username = name, password });

    public static Task<Answer> Refresh(this TokenApp app, string refresh) => app.Post("/api/token/refresh/", new { refresh });

    public static Task<Answer> Verify(this TokenApp app, string token) => app.Post("/api/token/verify/", new { token });

    public static Task<Answer> Blacklist(this TokenApp app, string refresh) => app.Post("/api/token/blacklist/", new { refresh });

    /// <summary>The view behind an opaque token.</summary>
    public static Task<Answer> Hello(this TokenApp app, string opaque) => app.Get("/hello/", $"Authorization: Token {opaque}");

    /// <summary>The view behind an access token.</summary>
    public static Task<Answer> HelloJwt(this TokenApp app, string access) => app.Get("/hello-jwt/", $"Authorization: Bearer {access}");
}
