using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Micro;

/// <summary>One user with one session that has been refreshed three times, under the default settings.</summary>
internal static class Sample
{
    public static readonly UserId User = UserId.Create();
    public static readonly SessionId Session = SessionId.Create();
    public static readonly SimpleJwtOptions Jwt = new();
    public static readonly SessionRules Rules = SessionRules.From(new SessionOptions(), Jwt);
    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public static readonly SessionState State = SessionState.Begin(User, epoch: 0, Now, Rules) with
    {
        Generation = 3,
        Client = new ClientInfo("203.0.113.7", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        Previous = SessionId.Create(),
    };

    /// <summary>The session's refresh token of a generation.</summary>
    public static RefreshToken Refresh(uint generation) => new(Session, generation, User, Now, Now + Jwt.RefreshTokenLifetime);

    /// <summary>Ends the benchmark before it measures something that does not work.</summary>
    public static void Require(bool works, string what)
    {
        if (!works)
            throw new InvalidOperationException($"Nothing to measure: {what}.");
    }
}
