using Microsoft.Extensions.Options;
using TokenGrains.Revocations;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Revocations.ForOthers;

/// <summary>Reads out what this host has learned from the revocation feed.</summary>
internal sealed class FeedReader(RevocationFollower follower, IOptions<SimpleJwtOptions> options)
{
    // So often is looked whether the host itself is still in touch.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly long _retention = (long)Math.Ceiling(RevocationRetention.Of(options.Value).TotalSeconds);

    /// <summary>What stands behind the cursor, as soon as there is anything; an empty page if nothing comes within <paramref name="wait"/>.</summary>
    /// <returns>Null if this host does not know: the feed does not reach it.</returns>
    public async Task<FeedPage?> Read(FeedCursor after, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Real time whatever the clock says: silence is a matter of the line.
        for (var rest = wait; ; rest -= Step)
        {
            // Taken before anything is read, so that nothing comes in between.
            var news = follower.NextNews;
            if (!follower.IsFresh)
                return null;
            if (ReadNow(after) is var page && (page.Revocations.Count > 0 || rest <= TimeSpan.Zero))
                return page;

            await news.WaitAsync(rest < Step ? rest : Step, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private FeedPage ReadNow(FeedCursor after)
    {
        // Before the entries, or the age would be that of others than these.
        var age = follower.Staleness;
        RevocationPage[] pages = [.. Enumerable.Range(0, RevocationShards.Count).Select(shard => follower.Read(shard, after[shard]))];
        return new FeedPage(
            FeedCursor.At(pages.Select(page => page.Next)).ToString(),
            pages.Any(page => page.HasMore),
            Math.Round(age.TotalSeconds, 3),
            _retention,
            [.. pages.SelectMany(page => page.Revocations).Select(FeedEntry.From)]);
    }
}
