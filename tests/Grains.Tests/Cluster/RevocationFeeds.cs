using TokenGrains.Grains.Revocations;
using TokenGrains.Revocations;
using TokenGrains.Sessions;
using TokenGrains.Storage;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>The log of what has ended: in order, durable, with the same positions for everyone for ever.</summary>
[Collection(SharedCluster.Name)]
public sealed class RevocationFeeds(SharedCluster shared)
{
    private static int _feeds;

    private readonly TokenCluster _cluster = shared.Cluster;
    private readonly IRevocationFeedGrain _feed = shared.Cluster.Grains.GetGrain<IRevocationFeedGrain>($"f~test-{Interlocked.Increment(ref _feeds)}");

    [Fact]
    public async Task Entries_are_read_in_their_order_from_any_position()
    {
        var entries = Invent(5);
        foreach (var entry in entries)
            await Append(entry);

        Assert.Equal(entries, (await _feed.Read(0, TimeSpan.Zero)).Revocations);
        var rest = await _feed.Read(3, TimeSpan.Zero);
        Assert.Equal(entries[3..], rest.Revocations);
        Assert.Equal((5, false), (rest.Next, rest.HasMore));
        Assert.Empty((await _feed.Read(5, TimeSpan.Zero)).Revocations);
    }

    [Fact]
    public async Task What_comes_during_a_write_goes_into_the_next_one_together()
    {
        await Append(Invent(1)[0]);
        using var held = _cluster.Storage.Hold(RevocationChunk.StateName(0), _feed);
        var writes = CountWrites(0);
        var first = Append(Invent(1)[0]);
        await held.Reached;
        var others = new List<Task>();
        foreach (var entry in Invent(100))
        {
            var waiting = _cluster.Calls.WhenWaiting(_feed, nameof(IRevocationWriterGrain.Append));
            others.Add(Append(entry));
            await waiting;
        }

        // Nobody sees what is not durable.
        Assert.Equal(1, (await _feed.Read(0, TimeSpan.Zero)).Next);
        Assert.False(first.IsCompleted);
        held.Release();
        await Task.WhenAll([first, .. others]);
        Assert.Equal(writes + 2, CountWrites(0));
        Assert.Equal(102, (await _feed.Read(0, TimeSpan.Zero)).Next);
    }

    [Fact]
    public async Task A_poll_that_waits_is_answered_by_the_next_entry()
    {
        var waiting = _cluster.Calls.WhenWaiting(_feed, nameof(IRevocationFeedGrain.Read));
        var poll = _feed.Read(0, TimeSpan.FromMinutes(1));
        await waiting;
        var entry = Invent(1)[0];
        await Append(entry);
        Assert.Equal(entry, Assert.Single((await _feed.Read(0, TimeSpan.Zero)).Revocations));
        Assert.InRange((await poll.WaitAsync(TokenCluster.Limit)).Revocations.Length, 0, 1);
    }

    [Fact]
    public async Task A_poll_is_answered_with_nothing_if_nothing_comes() =>
        Assert.Empty((await _feed.Read(0, TimeSpan.FromMinutes(1)).WaitAsync(TokenCluster.Limit)).Revocations);

    [Fact]
    public async Task The_log_and_its_positions_outlive_the_activation_and_the_end_of_a_chunk()
    {
        var entries = Invent(2 * RevocationChunk.Capacity + 10);
        await Task.WhenAll(entries.Select(Append));
        var before = await ReadAll(0);
        Assert.Equal(entries.ToHashSet(), before.Select(entry => entry.Revocation).ToHashSet());

        await _cluster.Deactivate(_feed);
        Assert.Equal(before, await ReadAll(0));
        var last = Invent(1)[0];
        await Append(last);
        Assert.Equal([(entries.Length, last)], await ReadAll(entries.Length));
    }

    [Fact]
    public async Task A_crash_between_head_and_chunk_loses_nothing_and_gives_no_position_twice()
    {
        var entries = Invent(3);
        await Task.WhenAll(entries.Select(Append));
        await _cluster.Deactivate(_feed);
        await _cluster.Storage.Replace<RevocationHead>(RevocationHead.StateName, _feed, head => head with { Last = head.Last + 1 });

        Assert.Equal(3, (await ReadAll(0)).Count);
        var later = Invent(1)[0];
        await Append(later);
        var all = await ReadAll(0);
        Assert.Equal(later, all[^1].Revocation);
        Assert.True(all[^1].Position >= 3);
        Assert.Equal(all.Count, all.Select(entry => entry.Position).Distinct().Count());

        await _cluster.Deactivate(_feed);
        Assert.Equal(all, await ReadAll(0));
    }

    [Theory]
    [InlineData(WriteFault.NotWritten)]
    [InlineData(WriteFault.AnswerLost)]
    public async Task An_append_whose_write_failed_can_be_tried_again(WriteFault fault)
    {
        var entries = Invent(2);
        await Append(entries[0]);
        var deactivated = _cluster.WhenDeactivated(_feed);
        using (_cluster.Storage.Fail(fault, RevocationChunk.StateName(0), _feed))
            await Assert.ThrowsAnyAsync<OrleansException>(() => Append(entries[1]));
        await deactivated;

        await Append(entries[1]);
        Revocation[] expected = fault is WriteFault.AnswerLost ? [entries[0], entries[1], entries[1]] : entries;
        Assert.Equal(expected, (await _feed.Read(0, TimeSpan.Zero)).Revocations);
    }

    [Fact]
    public async Task A_position_that_storage_does_not_know_gets_all_there_is()
    {
        var entry = Invent(1)[0];
        await Append(entry);
        var page = await _feed.Read(1_000_000, TimeSpan.Zero);
        Assert.Equal(entry, Assert.Single(page.Revocations));
        Assert.Equal(1, page.Next);
    }

    [Fact]
    public async Task Entries_leave_when_no_token_can_be_affected_and_their_positions_stay_taken()
    {
        await Append(Invent(1)[0]);
        _cluster.Time.Advance(TimeSpan.FromMinutes(6));
        var entry = Invent(1)[0];
        await Append(entry);
        var kept = Assert.Single(await ReadAll(0));
        Assert.Equal(entry, kept.Revocation);
        Assert.True(kept.Position > 0);

        // Its row has ended by now, and may be deleted.
        await _cluster.Deactivate(_feed);
        Assert.Equal([kept], await ReadAll(0));
    }

    [Fact]
    public async Task The_feed_knows_of_an_end_before_the_session_does()
    {
        var account = await Account.Register(_cluster);
        var refresh = await account.GetRefreshToken();
        var session = _cluster.Grains.Session(refresh.Session);
        using var held = _cluster.Storage.Hold("session", session);
        var revoking = _cluster.Revoke(refresh);
        await held.Reached;
        var feed = _cluster.Grains.RevocationFeed(RevocationShards.Of(account.User, refresh.Session));
        Assert.Contains((await ReadAll(feed, 0)), entry => entry.Revocation is Revocation.SessionEnded ended && ended.Session == refresh.Session);
        held.Release();
        await revoking;
    }

    [Fact]
    public async Task What_the_feed_does_not_take_is_not_done()
    {
        var account = await Account.Register(_cluster);
        var refresh = await account.GetRefreshToken();
        var feed = _cluster.Grains.RevocationFeed(RevocationShards.Of(account.User));
        await account.Grain.RevokeSessions();
        var again = await account.GetRefreshToken();
        foreach (var act in new Func<Task>[] { () => _cluster.Revoke(again), () => account.Grain.RevokeSessions(), () => account.Grain.Delete() })
        {
            var number = (await _cluster.Storage.Read<RevocationHead>(RevocationHead.StateName, feed)).Last;
            using (_cluster.Storage.Fail(WriteFault.NotWritten, RevocationChunk.StateName(number), feed))
                await Assert.ThrowsAsync<StorageUnavailableException>(act);
        }

        Assert.True(await _cluster.IsLive(again));
        Assert.False(await _cluster.Grains.Session(refresh.Session).Admits(new(refresh.Session, account.User, SessionEpoch: 0, refresh.IssuedAt)));
        Assert.True(await _cluster.Grains.Session(again.Session).Admits(new(again.Session, account.User, SessionEpoch: 1, again.IssuedAt)));
    }

    [Fact]
    public async Task Each_change_that_tokens_are_judged_by_is_told_with_a_greater_version()
    {
        var account = await Account.Register(_cluster);
        await account.GetOpaqueText();
        var versions = new List<uint> { (await account.Grain.Describe())!.Version };
        foreach (var act in new Func<Task>[]
        {
            () => account.Update(new UserChanges(IsActive: false)),
            () => account.Update(new UserChanges(IsActive: true)),
            () => account.Update(new UserChanges(IsStaff: true)),
            () => account.Update(new UserChanges(Password: "quite another password")),
            () => account.Grain.RevokeSessions(),
            () => account.Grain.GrantToken(regenerate: true),
            () => account.Grain.RevokeOpaqueTokens(),
            () => account.RenameTo(Account.Invent(_cluster).Name),
        })
        {
            await act();
            versions.Add((await account.Grain.Describe())!.Version);
            Assert.Equal(versions[^2] + 1, versions[^1]);
            Assert.Equal(versions[^1], (await LastOf(account)).Version);
        }

        await account.Grain.Delete();
        Assert.False((await LastOf(account)).IsActive);
    }

    private async Task<Revocation.UserChanged> LastOf(Account account) =>
        (await ReadAll(_cluster.Grains.RevocationFeed(RevocationShards.Of(account.User)), 0))
            .Select(entry => entry.Revocation).OfType<Revocation.UserChanged>().Last(changed => changed.User == account.User);

    private Revocation[] Invent(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new Revocation.SessionEnded(SessionId.Create(), _cluster.Time.GetUtcNow()))];

    private Task Append(Revocation revocation) => _feed.AsReference<IRevocationWriterGrain>().Append(revocation).WaitAsync(TokenCluster.Limit);

    private int CountWrites(long chunk) => _cluster.Storage.CountWrites(RevocationChunk.StateName(chunk), _feed);

    private Task<List<(long Position, Revocation Revocation)>> ReadAll(long after) => ReadAll(_feed, after);

    private static async Task<List<(long Position, Revocation Revocation)>> ReadAll(IRevocationFeedGrain feed, long after)
    {
        var all = new List<(long Position, Revocation Revocation)>();
        RevocationPage page;
        do
        {
            page = await feed.Read(after, TimeSpan.Zero);
            after = page.Next;
            all.AddRange(page.Revocations.Select((revocation, index) => (page.Next - page.Revocations.Length + index, revocation)));
        }
        while (page.HasMore);
        return all;
    }
}
