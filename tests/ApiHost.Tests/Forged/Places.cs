namespace TokenGrains.ApiHost.Tests.Forged;

/// <summary>A place where the host reads a token.</summary>
internal sealed record Place(string Name, Func<TokenApp, string, Task<Answer>> Present);

/// <summary>All of them, for tokens that are good nowhere.</summary>
internal static class Places
{
    public static readonly Place[] All =
    [
        new("hello/", (app, token) => app.Hello(token)),
        new("hello-jwt/", (app, token) => app.HelloJwt(token)),
        new("api/token/refresh/", (app, token) => app.Refresh(token)),
        new("api/token/verify/", (app, token) => app.Verify(token)),
        new("api/token/blacklist/", (app, token) => app.Blacklist(token)),
    ];
}
