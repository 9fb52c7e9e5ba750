using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class SessionLists(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task A_sign_in_costs_the_same_two_rows_however_many_sessions_there_are()
    {
        var account = await Account.Register(_cluster);
        var list = _cluster.Grains.SessionList(account.User);
        for (var count = 1; count <= 50; count++)
            await account.GetRefreshToken();

        Assert.Equal(50, _cluster.Storage.CountWrites("session-list", list));
        var page = await list.List(before: null);
        Assert.Equal(50, page.Length);
        Assert.All(page, session => Assert.Equal(1, _cluster.Storage.CountWrites("session", _cluster.Grains.Session(session.Session))));
    }

    [Fact]
    public async Task Ending_all_sessions_is_one_write_of_the_user_whatever_their_number()
    {
        var account = await Account.Register(_cluster);
        var tokens = new List<SessionId>();
        for (var count = 0; count < 50; count++)
            tokens.Add((await account.GetRefreshToken()).Session);
        var user = _cluster.Grains.User(account.User);
        var before = _cluster.Storage.CountWrites("user", user);

        Assert.True(await user.RevokeSessions());

        Assert.Equal(before + 1, _cluster.Storage.CountWrites("user", user));
        Assert.All(tokens, session => Assert.Equal(1, _cluster.Storage.CountWrites("session", _cluster.Grains.Session(session))));
        Assert.All(await _cluster.Grains.SessionList(account.User).List(before: null), session => Assert.Equal(SessionEndCause.Epoch, session.EndCause));
    }

    [Fact]
    public async Task Only_a_session_of_the_epoch_that_ended_and_of_this_user_outlasts_it()
    {
        var (account, other) = (await Account.Register(_cluster), await Account.Register(_cluster));
        var foreign = (await other.GetRefreshToken()).Session;
        Assert.True(await _cluster.Grains.User(account.User).RevokeOtherSessions(foreign));
        Assert.Equal(1, _cluster.Storage.CountWrites("session", _cluster.Grains.Session(foreign)));

        // An end that was missed is not undone by a later one.
        var token = await account.GetRefreshToken();
        Assert.True(await _cluster.Grains.User(account.User).RevokeSessions());
        Assert.True(await _cluster.Grains.User(account.User).RevokeOtherSessions(token.Session));
        await _cluster.AssertRefused(RefusalCause.Epoch, token);
    }

    [Fact]
    public async Task The_list_is_the_same_after_a_loss_of_memory()
    {
        var account = await Account.Register(_cluster);
        await account.GetRefreshToken();
        var list = _cluster.Grains.SessionList(account.User);
        var before = await list.List(before: null);
        await _cluster.Deactivate(list);
        Assert.Equal(before.AsEnumerable(), await list.List(before: null));
        Assert.Empty(await _cluster.Grains.SessionList(UserId.Create()).List(before: null));
    }

    [Fact]
    public async Task The_row_of_a_session_does_not_grow_with_its_refreshes()
    {
        var account = await Account.Register(_cluster);
        var token = await account.GetRefreshToken();
        token = await _cluster.ReadRefresh(await _cluster.Spend(token));
        var first = await MeasureRow(token.Session);
        for (var count = 0; count < 1000; count++)
            token = await _cluster.ReadRefresh(await _cluster.Spend(token));

        // A generation of more digits is a few bytes longer.
        Assert.InRange(await MeasureRow(token.Session) - first, -8, 8);
    }

    private async Task<int> MeasureRow(SessionId session)
    {
        var state = await _cluster.Storage.Read<SessionState>("session", _cluster.Grains.Session(session));
        return _cluster.Services.GetRequiredService<Serializer>().SerializeToArray(state).Length;
    }
}
