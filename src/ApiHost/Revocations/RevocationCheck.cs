using Microsoft.Extensions.Options;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations;

/// <summary>Decides whether a well-signed JWT was ended before its time: by the feed, and by the grains while the feed is away.</summary>
internal sealed class RevocationCheck(
    RevocationFollower follower, IGrainFactory grains, IOptions<RevocationOptions> options, HostInstruments instruments)
{
    /// <summary>Whether the token is still good.</summary>
    /// <exception cref="StaleFeedException">Nobody knows, and the grains are not to be asked.</exception>
    public async ValueTask<bool> Admits(AccessToken token)
    {
        if (follower.IsFresh)
            return !IsEnded(token);

        var admits = await Ask(token);
        if (!admits)
            instruments.OnEnded(byFeed: false);
        return admits;
    }

    /// <summary>Whether the feed says that the token was ended. For a host whose feed is fresh.</summary>
    public bool IsEnded(AccessToken token)
    {
        var ends = follower.Index.Ends(token);
        if (ends)
            instruments.OnEnded(byFeed: true);
        return ends;
    }

    private async ValueTask<bool> Ask(AccessToken token)
    {
        if (options.Value.WhenStale is StaleRule.Refuse)
            throw new StaleFeedException();
        if (token.Session is { } session)
            return await grains.Session(session).Admits(token);
        return token.User == default || await grains.User(token.User).Admits(token);
    }
}

/// <summary>The revocation feed does not reach this host.</summary>
internal sealed class StaleFeedException() : TimeoutException("The revocation feed does not reach this host.");
