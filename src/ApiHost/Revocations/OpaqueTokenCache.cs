using Microsoft.Extensions.Options;
using TokenGrains.Revocations;
using TokenGrains.Tokens;
using TokenGrains.Users;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>The verdicts of user grains about opaque tokens, as far as they were good. One is void once its user has changed.</summary>
internal sealed class OpaqueTokenCache(
    RevocationFollower follower, IOptions<RevocationOptions> options, IOptions<SimpleJwtOptions> jwt, HostInstruments instruments, TimeProvider time)
{
    private readonly TokenCache<AccountVerdict> _verdicts = new(options.Value.CachedTokens);
    private readonly TimeSpan _retention = RevocationRetention.Of(jwt.Value);

    /// <summary>The verdict; null if the grain must be asked.</summary>
    public AuthenticateResult? Find(TokenDigest digest)
    {
        var verdict = _verdicts.Find(digest) is { } known && known.Counts(follower, time) ? known.Result : null;
        instruments.OnLookedUp("opaque", verdict is not null);
        return verdict;
    }

    /// <summary>Keeps a verdict that was asked for at <paramref name="askedAt"/>, until its token ends at the latest.</summary>
    public void Add(TokenDigest digest, AuthenticateResult result, Users.AuthenticateResult.Authenticated answer, DateTimeOffset askedAt)
    {
        var retained = askedAt + _retention;
        _verdicts.Add(digest, new AccountVerdict(
            result, answer.User.User, answer.User.Version, answer.ExpiresAt is { } end && end < retained ? end : retained));
    }
}

/// <summary>What a user grain has said, and what that rests on.</summary>
internal sealed record AccountVerdict(AuthenticateResult Result, UserId User, uint Version, DateTimeOffset KeptUntil)
{
    /// <summary>Whether it may still be relied on.</summary>
    public bool Counts(RevocationFollower follower, TimeProvider time) =>
        follower.IsFresh && KeptUntil > time.GetUtcNow() && follower.Index.IsCurrent(User, Version);
}
