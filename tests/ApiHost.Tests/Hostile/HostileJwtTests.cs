using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using TokenGrains.ApiHost.Tests.Django.Views;
using TokenGrains.ApiHost.Tests.Forged;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>A host whose tokens carry an issuer and an audience, so that these can be spoilt too.</summary>
public sealed class IssuerApp() : TokenApp(Settings)
{
    public static readonly string[] Settings = ["SimpleJwt:ISSUER=https://issuer.example", "SimpleJwt:AUDIENCE:0=api-clients"];
}

/// <summary>The same with a Django site's key, HS256 throughout.</summary>
public sealed class SharedSecretIssuerApp() : TokenApp([.. IssuerApp.Settings, $"SimpleJwt:SIGNING_KEY={Django.SharedSecretApp.Secret}"]);

/// <summary>Live tokens spoilt in every way of hostile_jwt_mutations.json, and Wycheproof's signatures: RFC 8725.</summary>
public class HostileJwtTests(IssuerApp ringKeys, SharedSecretIssuerApp sharedSecret) : IClassFixture<IssuerApp>, IClassFixture<SharedSecretIssuerApp>
{
    [SharedFact]
    public async Task A_spoilt_token_of_the_key_ring_is_refused_everywhere() => await RefuseAll(ringKeys, vector => true);

    // Django writes and reads JWTs whatever their typ, so under its key there is no wrong one (wire/DJANGO.md section 4).
    [SharedFact]
    public async Task A_spoilt_token_of_a_shared_secret_is_refused_everywhere() =>
        await RefuseAll(sharedSecret, vector => vector.GetProperty("class").GetString() != "typ");

    [SharedFact]
    public async Task The_signatures_of_Wycheproof_are_refused_everywhere()
    {
        var broken = new ConcurrentQueue<string>();
        var tokens = new[] { "json_web_crypto_test.json", "json_web_key_test.json" }
            .SelectMany(file => Vectors.Read(Path.Combine("wycheproof", file)).GetProperty("testGroups").EnumerateArray())
            .SelectMany(group => group.GetProperty("tests").EnumerateArray())
            .SelectMany(test => test.EnumerateObject().Where(member => member.Name is "jws" or "jwe").Select(member => member.Value.ToString()))
            .ToList();
        Assert.True(tokens.Count > 50, $"There are only {tokens.Count} tokens.");
        foreach (var app in new TokenApp[] { ringKeys, sharedSecret })
            await Parallel.ForEachAsync(tokens, async (token, _) => await Present(app, token, "wycheproof", broken));
        Vectors.AssertNone(broken);
    }

    private static async Task RefuseAll(TokenApp app, Func<JsonElement, bool> applies)
    {
        var (user, other) = (await app.Register(), await app.Register());
        var keys = await ServerKeys.Of(app);
        var now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        var mutations = new[]
        {
            new JwtMutations(user.Access, other.Access, keys.Access, keys.PublicKey, now),
            new JwtMutations(user.Refresh, other.Refresh, keys.Refresh, keys.PublicKey, now),
        };

        // Without a mutation they are good: what is refused below is refused for the mutation.
        Assert.Equal(200, (await app.HelloJwt(mutations[0].Resigned())).Status);
        Assert.Equal(200, (await app.Verify(mutations[1].Resigned())).Status);

        var broken = new ConcurrentQueue<string>();
        using var footprint = await Footprint.Begin(app);
        var spoilt =
            from vector in Vectors.Cases("hostile_jwt_mutations.json").Where(applies)
            from mutation in mutations
            from token in mutation.Apply(vector.GetProperty("mutate"))
            select (Name: vector.GetProperty("id").GetString()!, Token: token);
        await Parallel.ForEachAsync(spoilt, async (one, _) => await Present(app, one.Token, one.Name, broken));
        Vectors.AssertNone(broken);
        Assert.Equal(0, footprint.Reads);
    }

    private static async Task Present(TokenApp app, string token, string name, ConcurrentQueue<string> broken)
    {
        foreach (var place in Places.All)
        {
            var inHeader = place.Name.StartsWith("hello", StringComparison.Ordinal);
            // A header cannot hold a line end; what is not ASCII goes there as the bytes of UTF-8.
            if (inHeader && token.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
                continue;

            // DRF trims a field, and blanks around a header's value are not part of it.
            if (token != token.Trim())
                continue;

            var answer = await place.Present(app, inHeader ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(token)) : token);
            if (answer.Status is not (400 or 401))
                broken.Enqueue($"{name} at {place.Name}: {token[..Math.Min(token.Length, 400)]}\n{answer}");
        }
    }
}
