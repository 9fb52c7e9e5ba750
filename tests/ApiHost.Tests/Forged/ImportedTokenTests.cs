using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.Importing;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Tests.Forged;

/// <summary>Nothing in 40 characters of hexadecimal tells a real key from a guessed one, and still a guess costs no grain and no read.</summary>
public class ImportedTokenTests(TokenApp app) : IClassFixture<TokenApp>
{
    private const int HowMany = 1_000;
    private const string Hash = "pbkdf2_sha256$1000$NaCl0123456789abcdefgh$1CJcYSm6Egj9vhGLyLGqYt6vo5vOH35JG6uTT0UP5WQ=";

    [Fact]
    public async Task A_thousand_guessed_keys_get_401_and_touch_nothing_while_an_imported_one_works()
    {
        var key = NewKey();
        await Import(1, key);
        var guessed = Enumerable.Range(0, HowMany).Select(_ => NewKey()).ToList();
        using (var footprint = await Footprint.Begin(app))
        {
            await Parallel.ForEachAsync(guessed, async (guess, _) => Assert.Equal((401, """{"detail":"Invalid token."}"""), Short(await app.Hello(guess))));
            Assert.Equal(0, footprint.Reads);
            Assert.Empty(await footprint.ChangedTypes());
        }

        using (var footprint = await Footprint.Begin(app))
        {
            Assert.Equal((200, """{"user":"imported-1"}"""), Short(await app.Hello(key)));
            Assert.Equal(1, footprint.Reads);
        }
    }

    [Fact]
    public async Task Another_spelling_of_an_imported_key_is_refused()
    {
        var key = NewKey();
        await Import(2, key);
        Assert.Equal(200, (await app.Hello(key)).Status);
        foreach (var spelling in new[] { key.ToUpperInvariant(), key[..39], key + "0" })
            Assert.Equal(401, (await app.Hello(spelling)).Status);
    }

    [Fact]
    public async Task An_imported_key_ends_with_the_users_tokens_and_sleeps_while_the_user_may_not_sign_in()
    {
        var key = NewKey();
        await Import(3, key);
        await app.Change("imported-3", new { is_active = false });
        Assert.Equal((401, """{"detail":"User inactive or deleted."}"""), Short(await app.Hello(key)));
        await app.Change("imported-3", new { is_active = true });
        Assert.Equal(200, (await app.Hello(key)).Status);

        var token = (await app.ObtainOpaqueToken("imported-3", "correct h\u00f6rse \U0001f600"))["token"];
        Assert.Equal((200, 200), ((await app.Hello(token)).Status, (await app.Hello(key)).Status));
        Assert.Equal(204, (await app.Admin("DELETE", "3/tokens/")).Status);
        Assert.Equal((401, 401), ((await app.Hello(token)).Status, (await app.Hello(key)).Status));
    }

    [Fact]
    public async Task A_host_learns_of_a_new_key_at_its_next_look()
    {
        var key = NewKey();
        Assert.True(ImportedToken.TryParse(key, out var token));
        await app.Grains.Imports().ImportUsers([Row(4, token)], dryRun: false);
        Assert.Equal(401, (await app.Hello(key)).Status);

        var follower = app.Services.GetRequiredService<ImportedTokenFollower>();
        await follower.Refresh();
        Assert.Equal(200, (await app.Hello(key)).Status);
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    private static (int Status, string Body) Short(Answer answer) => (answer.Status, answer.Body);

    private static ImportedUser Row(long id, ImportedToken token) =>
        new(id, $"imported-{id}", Hash, IsActive: true, IsStaff: false, DateTimeOffset.UnixEpoch, LastLoginAt: null, token.Hash);

    private async Task Import(long id, string key)
    {
        Assert.True(ImportedToken.TryParse(key, out var token));
        Assert.IsType<ImportResult.Added>(Assert.Single(await app.Grains.Imports().ImportUsers([Row(id, token)], dryRun: false)));
        await app.Services.GetRequiredService<ImportedTokenFollower>().Refresh();
    }
}
