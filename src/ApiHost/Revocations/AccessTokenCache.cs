using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>The JWTs that this host has verified, with the callers they stand for. Whether they were ended is asked with each use.</summary>
internal sealed class AccessTokenCache(
    RevocationFollower follower, TokenVerifier verifier, IOptions<RevocationOptions> options, IOptions<SimpleJwtOptions> jwt, HostInstruments instruments, TimeProvider time)
{
    private readonly TokenCache<VerifiedCaller> _callers = new(options.Value.CachedTokens);
    private readonly TimeSpan _retention = RevocationRetention.Of(jwt.Value);

    /// <summary>The caller; null if it must be verified.</summary>
    public VerifiedCaller? Find(TokenDigest digest)
    {
        var caller = follower.IsFresh && _callers.Find(digest) is { } known && known.KeptUntil > time.GetUtcNow() && !verifier.IsOver(known.ExpiresAt)
            ? known
            : null;
        instruments.OnLookedUp("access", caller is not null);
        return caller;
    }

    /// <summary>Keeps what was verified just now.</summary>
    public void Add(TokenDigest digest, AuthenticateResult result, VerifiedToken token) =>
        _callers.Add(digest, new VerifiedCaller(result, AccessToken.From(token), token.ExpiresAt!.Value, time.GetUtcNow() + _retention));
}

/// <summary>What was found out of a JWT, and until when it may count.</summary>
internal sealed record VerifiedCaller(AuthenticateResult Result, AccessToken Token, DateTimeOffset ExpiresAt, DateTimeOffset KeptUntil);
