using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Events;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Tests.Cluster;
using TokenGrains.Sessions;
using TokenGrains.Storage.Events;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Events;

/// <summary>Each outcome leaves exactly its event behind, and it is there when the answer is.</summary>
[Collection(SharedCluster.Name)]
public sealed class RecordedEvents(SharedCluster shared)
{
    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task An_account_leaves_its_life_behind()
    {
        var account = await Account.Register(_cluster);
        await account.SignIn(SignInPurpose.Identity);
        await (account with { Password = "not the password" }).SignIn();
        await account.GetOpaqueText();
        await account.GetOpaqueText();
        await account.Grain.GrantToken(regenerate: true);
        await account.Grain.RevokeOpaqueTokens();
        await account.Grain.RevokeOpaqueTokens();
        await account.Grain.RevokeSessions();
        await account.Update(new UserChanges(IsActive: false, IsStaff: null, Password: null));
        await account.SignIn();
        await account.Update(new UserChanges(IsActive: true, IsStaff: true, Password: "another fine password"));
        await account.Update(new UserChanges(IsActive: true, IsStaff: true, Password: null));
        await account.Update(new UserChanges(IsActive: null, IsStaff: false, Password: null));
        var renamed = Account.Invent(_cluster).Name;
        await account.RenameTo(renamed);
        await account.RenameTo(renamed);
        await account.SignIn();
        await account.Grain.Delete();
        await account.Grain.Delete();

        Assert.Equal(
            [
                "registered", "signed_in identity", "sign_in_failed invalid_credentials", "token_created", "signed_in opaque_token", "signed_in opaque_token",
                "token_created regenerated", "tokens_revoked", "sessions_revoked", "user_deactivated", "sign_in_failed user_inactive",
                "password_changed", "user_reactivated", "staff_changed granted", "staff_changed withdrawn", "user_renamed", "user_deleted",
            ],
            await Texts(account.User));
    }

    [Fact]
    public async Task A_token_of_its_own_leaves_its_making_its_rotation_and_its_end_behind()
    {
        var account = await Account.Register(_cluster);
        var tokens = _cluster.Grains.UserTokens(account.User);
        Assert.True(OpaqueTokenName.TryParse("backup", out var name));
        var made = Assert.IsType<CreateTokenResult.Created>(await tokens.CreateToken(new NewToken(name)));
        var rotated = Assert.IsType<RotateTokenResult.Rotated>(await tokens.RotateToken(made.Token.Id, TimeSpan.FromHours(1), default));
        Assert.True(await tokens.DeleteToken(rotated.Token.Id));
        Assert.False(await tokens.DeleteToken(rotated.Token.Id));

        Assert.Equal(["registered", "token_created", "token_rotated", "token_revoked"], await Texts(account.User));
    }

    [Fact]
    public async Task A_session_leaves_its_start_and_its_end_behind_and_no_refresh_that_went_well()
    {
        var account = await Account.Register(_cluster);
        var first = await account.GetRefreshToken();
        await _cluster.Spend(first);
        _cluster.Time.Advance(ClusterSettings.ReuseGracePeriod);
        Assert.IsType<RotateResult.Refused>(await _cluster.Grains.Session(first.Session).Rotate(first));
        Assert.IsType<RotateResult.Refused>(await _cluster.Grains.Session(first.Session).Rotate(first));
        var other = await account.GetRefreshToken();
        await _cluster.Grains.Session(other.Session).Revoke(other);

        Assert.Equal(
            [
                "registered", $"signed_in  {first.Session}", $"session_revoked reused {first.Session}", $"refresh_token_reused reused {first.Session}",
                $"refresh_refused revoked {first.Session}", $"signed_in  {other.Session}", $"session_revoked signed_out {other.Session}",
            ],
            await Texts(account.User, withSessions: true));
    }

    [Fact]
    public async Task An_event_tells_whose_doing_it_was_and_from_where()
    {
        var (account, staff) = (await Account.Register(_cluster), await Account.Register(_cluster));
        new CallOrigin(staff.User, "192.0.2.7").Attach();
        await account.Update(new UserChanges(IsActive: false, IsStaff: null, Password: null));
        var change = await Newest();
        RequestContext.Clear();
        await _cluster.Grains.Username(account.Name).SignIn(new SignIn(account.Name, account.Password, SignInPurpose.Session, new ClientInfo("192.0.2.8", null)));
        var attempt = await Newest();

        Assert.Equal(("user_deactivated", staff.User, "192.0.2.7"), (change.Kind, change.Actor, change.Address));
        Assert.Equal(("sign_in_failed", null, "192.0.2.8"), (attempt.Kind, attempt.Actor, attempt.Address));

        async Task<ListedEvent> Newest() => (await _cluster.Grains.EventLog().Read(new EventQuery(1, User: account.User)))[0];
    }

    [Fact]
    public async Task A_name_that_nobody_has_leaves_an_event_of_nobody()
    {
        await Account.Invent(_cluster).SignIn();

        var newest = (await _cluster.Grains.EventLog().Read(new EventQuery(1)))[0];
        Assert.Equal(("sign_in_failed", null, "unknown_name"), (newest.Kind, newest.User, newest.Cause));
    }

    [Fact]
    public void A_line_stays_one_line_whatever_stands_in_it()
    {
        var line = EventLines.Format(new EventRecord(DateTimeOffset.UnixEpoch, "signed_in", 5, "a\r\nb\u2028\u0085c\"", "\n{\"event\":\"forged\"}"));

        Assert.Equal(line.Length - 1, Array.IndexOf(line, (byte)'\n'));
        Assert.DoesNotContain((byte)'\r', line);
        Assert.All(line, octet => Assert.InRange(octet, (byte)0, (byte)127));
        Assert.Equal("a\r\nb\u2028\u0085c\"", JsonDocument.Parse(line).RootElement.GetProperty("session").GetString());
    }

    [Fact]
    public async Task An_event_that_cannot_be_written_fails_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var cluster = await TokenCluster.StartAsync(folder);
        // Closed: it refuses every event from now on.
        await cluster.Services.GetRequiredService<EventStore>().CloseAsync(CancellationToken.None);

        var account = await Account.Register(cluster);
        await account.StartSession();

        Assert.Empty(await cluster.Grains.EventLog().Read(new EventQuery(10)));
    }

    private async Task<List<string>> Texts(UserId user, bool withSessions = false)
    {
        var events = await _cluster.Grains.EventLog().Read(new EventQuery(EventQuery.LargestLimit, User: user));
        return [.. events.Reverse().Select(found => $"{found.Kind} {found.Cause} {(withSessions ? found.Session : null)}".TrimEnd())];
    }
}
