using System.Security.Cryptography;
using TokenGrains.Grains.Signing;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions;

/// <summary>Writes the tokens that a session hands out.</summary>
internal sealed class TokenIssuer(SigningKeyCache keys, IOptions<SimpleJwtOptions> options, IOptions<SessionOptions> sessions)
{
    private readonly SimpleJwtOptions _options = options.Value;
    private readonly AccessTokenJitter _jitter = AccessTokenJitter.From(sessions.Value, options.Value);
    private readonly TokenWriter _writer = new(options.Value);

    /// <summary>
    /// The pair of the session's present generation. Asked for again it has the same claims, and the refresh token, which is
    /// MACed, the same bytes: so a repeated refresh cannot make a second branch. With it comes when its access token ends.
    /// </summary>
    public async ValueTask<(TokenPair Tokens, DateTimeOffset AccessEnd)> IssuePair(SessionId id, SessionState session, Username name, DateTimeOffset now)
    {
        var signers = await keys.Get();

        // A repetition late in a long grace period must not hand out an access token that has ended already.
        var lifetime = _jitter.LifetimeOf(id, session.Generation);
        var issuedAt = now - session.RotatedAt < lifetime ? session.RotatedAt : now;
        var access = Access(id, session, name, issuedAt, lifetime, RefreshToken.FormatAccessId(id, session.Generation));
        var refresh = new TokenClaims(
            TokenTypes.Refresh,
            RefreshToken.FormatId(id, session.Generation),
            session.User,
            id,
            session.RotatedAt,
            session.RefreshExpiresAt,
            Carried: session.Claims);
        return (new TokenPair(_writer.Write(access, signers.Access), _writer.Write(refresh, signers.Refresh)), access.ExpiresAt);
    }

    /// <summary>One more access token of the same generation, for when refresh tokens do not rotate.</summary>
    public async ValueTask<TokenPair> IssueAccess(SessionId id, SessionState session, Username name, DateTimeOffset now)
    {
        var signers = await keys.Get();
        var access = Access(id, session, name, now, _jitter.LifetimeOf(id, session.Generation), NewId());
        if (_options.CopiesIssuedAt && session.RotatedAt != DateTimeOffset.UnixEpoch)
            access = access with { IssuedAt = session.RotatedAt };
        return new TokenPair(_writer.Write(access, signers.Access), Refresh: null);
    }

    /// <summary>A first sliding token.</summary>
    public async ValueTask<string> IssueSliding(UserId user, uint epoch, string? claims, DateTimeOffset now)
    {
        var token = new TokenClaims(
            TokenTypes.Sliding, NewId(), user, Session: null, now, now + _options.SlidingTokenLifetime,
            Carried: claims, RefreshExpiresAt: now + _options.SlidingTokenRefreshLifetime, SessionEpoch: epoch);
        return _writer.Write(token, (await keys.Get()).Access);
    }

    /// <summary>The same sliding token from now on. It carries its own <c>refresh_exp</c> along.</summary>
    public async ValueTask<string> RenewSliding(SlidingToken presented, uint epoch, DateTimeOffset now)
    {
        var token = new TokenClaims(
            TokenTypes.Sliding, presented.Id, presented.User, Session: null, now, now + _options.SlidingTokenLifetime,
            Carried: presented.Claims, SessionEpoch: epoch);
        return _writer.Write(token, (await keys.Get()).Access);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static TokenClaims Access(SessionId id, SessionState session, Username name, DateTimeOffset issuedAt, TimeSpan lifetime, string tokenId) =>
        new(TokenTypes.Access, tokenId, session.User, id, issuedAt, issuedAt + lifetime, NameOrNone(name), session.Claims, SessionEpoch: session.Epoch);

    // The default name is nobody's.
    private static Username? NameOrNone(Username name) => name.Value is null ? null : name;
}
