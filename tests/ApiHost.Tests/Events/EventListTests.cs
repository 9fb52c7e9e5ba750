using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Tests.Admin;
using TokenGrains.Grains.Events;

namespace TokenGrains.ApiHost.Tests.Events;

/// <summary><c>GET /account/events</c> and <c>GET /api/admin/events/</c>.</summary>
[Collection(AdminCollection.Name)]
public class EventListTests(TokenApp app)
{
    private const string All = "/api/admin/events/", Own = "/account/events";

    [Fact]
    public async Task A_user_sees_what_happened_to_the_own_account_only_with_either_token()
    {
        var (user, _) = (await app.Register(), await app.Register());
        foreach (var header in new[] { $"Authorization: Token {user.Opaque}", $"Authorization: Bearer {user.Access}" })
        {
            var answer = await app.Get(Own, header);

            Assert.Equal(["signed_in", "registered"], Kinds(answer));
            Assert.Equal("no-store", answer.Header("Cache-Control"));
            Assert.Equal(await app.IdOf(user.Name), answer.Json.GetProperty("events")[0].GetProperty("user").GetInt64());
            Assert.Equal(["registered"], Kinds(await app.Get(Own + "?kind=registered", header)));
        }
    }

    [Fact]
    public async Task An_act_of_a_staff_user_names_that_user_and_the_address()
    {
        await using var addressed = new TokenApp(folder: null) { MoreServices = services => services.AddSingleton<IStartupFilter>(new Caller()) };
        var user = await addressed.Register();
        await addressed.Change(user.Name, new { is_active = false });
        await addressed.Change(user.Name, new { is_active = true });
        Assert.Equal(204, (await addressed.Send("DELETE", "/account/sessions?all=true", (byte[]?)null, $"Authorization: Token {user.Opaque}")).Status);

        var (own, staff) = (await addressed.IdOf(user.Name), await addressed.IdOf(TokenApp.AdminName));
        var events = (await addressed.Get($"{All}?user={own}", await addressed.AdminHeader())).Json.GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(
            [("sessions_revoked", own), ("user_reactivated", staff), ("user_deactivated", staff), ("signed_in", null), ("registered", null)],
            events.Select(one => (one.GetProperty("kind").GetString()!, Number(one.GetProperty("actor")))));
        Assert.All(events, one => Assert.Equal(Caller.Address, one.GetProperty("address").GetString()));

        static long? Number(System.Text.Json.JsonElement value) => value.ValueKind is System.Text.Json.JsonValueKind.Null ? null : value.GetInt64();
    }

    [Fact]
    public async Task Without_a_token_both_lists_say_401_and_without_the_flag_the_staff_list_says_403()
    {
        var user = await app.Register();
        foreach (var path in new[] { Own, All, Own + "?kind=nonsense" })
        {
            var answer = await app.Get(path, "Authorization: Token tg_forged");
            Assert.Equal((401, "Token, Bearer realm=\"api\"", "application/problem+json"), (answer.Status, answer.Header("WWW-Authenticate"), answer.Header("Content-Type")));
        }

        Assert.Equal(403, (await app.Get(All, $"Authorization: Token {user.Opaque}")).Status);
    }

    [Fact]
    public async Task Pages_of_a_hundred_follow_each_other_newest_first()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        for (var i = 0; i < 99; i++)
            Assert.Equal(200, (await app.ObtainOpaqueToken(user.Name)).Status);

        var first = await app.Get($"{All}?user={id}", await app.AdminHeader());
        Assert.Equal(100, Kinds(first).Count);
        var second = await app.Get($"{All}?user={id}&page={first["next"]}", await app.AdminHeader());

        Assert.Equal(["registered"], Kinds(second));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.Json.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Times_narrow_the_list_down()
    {
        var user = await app.Register();
        var (id, now) = (await app.IdOf(user.Name), app.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null));

        Assert.Equal(2, Kinds(await app.Get($"{All}?user={id}&after={now}", await app.AdminHeader())).Count);
        Assert.Empty(Kinds(await app.Get($"{All}?user={id}&before={now}", await app.AdminHeader())));
    }

    [Theory]
    [InlineData("user=x", "user")]
    [InlineData("user=0", "user")]
    [InlineData("user=", "user")]
    [InlineData("kind=SignedIn", "kind")]
    [InlineData("kind=", "kind")]
    [InlineData("after=yesterday", "after")]
    [InlineData("before=03/01/2026", "before")]
    [InlineData("before=99999-01-01T00:00:00Z", "before")]
    [InlineData("page=-1", "page")]
    [InlineData("page=99999999999999999999", "page")]
    [InlineData("kind=signed_in&kind=registered", "kind")]
    [InlineData("limit=5", "limit")]
    public async Task A_filter_that_cannot_be_read_is_a_problem_that_names_it(string query, string field)
    {
        var answer = await app.Get($"{All}?{query}", await app.AdminHeader());

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(field, Assert.Single(answer.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task One_cannot_ask_for_another_user_in_the_own_list()
    {
        var user = await app.Register();

        Assert.Equal(400, (await app.Get(Own + "?user=1", $"Authorization: Token {user.Opaque}")).Status);
    }

    [Theory]
    [InlineData("after=0001-01-01T00:00:00Z")]
    [InlineData("before=9999-12-31T23:59:59.9999999Z")]
    [InlineData("before=9999-12-31T23:59:59.9999999-14:00")]
    [InlineData("after=0001-01-01T00:00:00%2B14:00")]
    [InlineData("page=9223372036854775807")]
    public async Task The_edges_of_time_and_numbers_are_no_fault(string query) =>
        Assert.InRange((await app.Get($"{All}?{query}", await app.AdminHeader())).Status, 200, 400);

    [Fact]
    public async Task No_password_and_no_token_is_stored_or_written()
    {
        const string password = "a canary of a password", wrong = "a canary of a wrong one";
        using var output = new MemoryStream();
        var lines = new EventLines(output);
        await using var own = new TokenApp(folder: null) { MoreServices = services => services.AddSingleton(lines) };
        var user = await own.Register(password: password);
        var signedIn = await own.SignIn(user.Name, password);
        var refreshed = await own.Refresh(signedIn["refresh"]);
        await own.SignIn(user.Name, wrong);
        await own.SignIn("a-canary-of-a-name", wrong);
        await own.Blacklist(refreshed["refresh"]);
        await own.Refresh(refreshed["refresh"]);
        await own.Change(user.Name, new { password = password + "2" });

        var stored = (await own.Get(All, await own.AdminHeader())).Body;
        await lines.DisposeAsync();
        var written = Encoding.UTF8.GetString(output.ToArray());

        foreach (var kind in new[] { "registered", "signed_in", "sign_in_failed", "session_revoked", "refresh_refused", "password_changed" })
        {
            Assert.Contains(kind, stored, StringComparison.Ordinal);
            Assert.Contains(kind, written, StringComparison.Ordinal);
        }

        foreach (var secret in new[] { password, wrong, "a-canary-of-a-name", user.Name + "\"", user.Opaque, user.Access, user.Refresh, signedIn["refresh"], signedIn["access"], refreshed["refresh"], TokenApp.AdminPassword })
        {
            Assert.DoesNotContain(secret, stored, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, written, StringComparison.Ordinal);
        }
    }

    private static List<string> Kinds(Answer answer)
    {
        Assert.True(answer.Status == 200, answer.ToString());
        return [.. answer.Json.GetProperty("events").EnumerateArray().Select(found => found.GetProperty("kind").GetString()!)];
    }

    /// <summary>Every request comes from an address: the test server's have none.</summary>
    private sealed class Caller : IStartupFilter
    {
        public const string Address = "192.0.2.9";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(Address);
                return rest(context);
            });
            next(app);
        };
    }
}
