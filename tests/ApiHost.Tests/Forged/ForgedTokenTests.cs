using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Tests.Forged;

/// <summary>A token that we did not make costs no grain and no read: DESIGN.md section 4.</summary>
public class ForgedTokenTests(TokenApp app) : IClassFixture<TokenApp>
{
    private const int HowMany = 1_000;

    [Theory]
    [InlineData("opaque")]
    [InlineData("access")]
    [InlineData("refresh")]
    public async Task A_thousand_forged_tokens_get_401_everywhere_and_touch_nothing(string kind)
    {
        var user = await app.Register();
        var keys = await ServerKeys.Of(app);
        var forged = kind switch
        {
            "opaque" => Forgeries.OfOpaque(user.Opaque, keys.Opaque, HowMany),
            "access" => Forgeries.OfJwt(user.Access, keys.Access, HowMany),
            _ => Forgeries.OfJwt(user.Refresh, keys.Refresh, HowMany),
        };
        var tokens = forged.ToList();
        Assert.Equal(HowMany, tokens.Count);
        Assert.DoesNotContain(tokens, token => token == user.Opaque || token == user.Access || token == user.Refresh);

        using var footprint = await Footprint.Begin(app);
        await Parallel.ForEachAsync(tokens, async (token, _) =>
        {
            foreach (var place in Places.All)
            {
                var answer = await place.Present(app, token);
                Assert.True(answer.Status == 401, $"{place.Name} says to {token}:\n{answer}");
            }
        });

        Assert.Equal(0, footprint.Reads);
        Assert.Empty(await footprint.ChangedTypes());
    }

    [Fact]
    public async Task A_genuine_token_of_an_unknown_user_or_session_is_seen_in_the_footprint()
    {
        var keys = await ServerKeys.Of(app);
        Assert.True(UserId.TryCreate(42, out var nobody));
        var (opaque, _) = OpaqueToken.Create(nobody, id: 1, new byte[OpaqueToken.SecretLength], keys.Opaque);
        using (var footprint = await Footprint.Begin(app))
        {
            Assert.Equal(401, (await app.Hello(opaque)).Status);
            Assert.Equal(1, footprint.Reads);
            Assert.Contains(await footprint.ChangedTypes(), type => type.Contains("UserGrain", StringComparison.Ordinal));
        }

        var (session, now) = (SessionId.Create(), app.Time.GetUtcNow());
        var claims = new TokenClaims(TokenTypes.Refresh, RefreshToken.FormatId(session, 0), nobody, session, now, now.AddHours(1));
        var refresh = new TokenWriter(new SimpleJwtOptions()).Write(claims, keys.Refresh);
        foreach (var present in new[] { app.Refresh, app.Blacklist })
        {
            using var footprint = await Footprint.Begin(app);
            Assert.Equal(401, (await present(refresh)).Status);
            Assert.InRange(footprint.Reads, 1, 2);
        }

        using var verified = await Footprint.Begin(app);
        Assert.Equal(400, (await app.Verify(refresh)).Status);
        Assert.Equal(1, verified.Reads);
    }
}
