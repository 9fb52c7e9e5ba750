using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using TokenGrains.Revocations;
using TokenGrains.Tokens;
using TokenGrains.Users;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>The accounts behind the JWTs of <see cref="AccessTokenCache"/>: each is kept as long as its token is.</summary>
internal sealed class AccountCache(RevocationFollower follower, IOptions<SimpleJwtOptions> jwt, HostInstruments instruments, TimeProvider time)
{
    // By the object, not by what it says: a token that was verified anew has another one.
    private readonly ConditionalWeakTable<VerifiedToken, AccountVerdict> _verdicts = [];
    private readonly TimeSpan _retention = RevocationRetention.Of(jwt.Value);

    /// <summary>The verdict; null if the grain must be asked.</summary>
    public AuthenticateResult? Find(VerifiedToken token)
    {
        var verdict = _verdicts.TryGetValue(token, out var known) && known.Counts(follower, time) ? known.Result : null;
        instruments.OnLookedUp("account", verdict is not null);
        return verdict;
    }

    /// <summary>Keeps a verdict that was asked for at <paramref name="askedAt"/>.</summary>
    public void Add(VerifiedToken token, AuthenticateResult result, UserDescription user, DateTimeOffset askedAt) =>
        _verdicts.AddOrUpdate(token, new AccountVerdict(result, user.User, user.Version, askedAt + _retention));
}
