using System.Text.Json.Nodes;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Every way to spoil a live JWT in <c>hostile_jwt_mutations.json</c> that needs no key of ours.</summary>
public class HostileVectorTests
{
    private const int FewestCases = 200;

    [SharedFact]
    public void No_spoiled_token_verifies_and_none_throws()
    {
        var cases = ReadCases();
        var tried = 0;
        foreach (var (mint, refresh) in LiveTokens())
        {
            using var spoiler = new TokenSpoiler(mint, refresh);
            Assert.Equal(TokenRejection.None, mint.Judge(spoiler.Live));
            foreach (var hostile in cases)
            {
                foreach (var text in spoiler.Spoil(hostile["mutate"]!.AsObject()))
                {
                    tried++;
                    var what = $"{hostile["id"]} ({hostile["desc"]}) of the {(refresh ? "refresh" : "access")} token";
                    Assert.True(mint.Judge(text) is not TokenRejection.None, $"{what} verified.");
                    Assert.False(OpaqueToken.TryParse(text, [new MacKey(1, [.. new byte[32]])], out _), what);
                }
            }
        }

        Assert.True(tried >= FewestCases, $"Only {tried} spoiled tokens were tried.");
    }

    [SharedFact]
    public void Every_mutation_in_the_file_is_known_and_applies_to_some_token()
    {
        var spoilers = LiveTokens().ConvertAll(live => new TokenSpoiler(live.Mint, live.Refresh));
        var unused = ReadCases()
            .Where(hostile => !NeedsOurKey(hostile) && !spoilers.Exists(spoiler => spoiler.Spoil(hostile["mutate"]!.AsObject()).Any()))
            .Select(hostile => (string?)hostile["id"])
            .ToList();
        spoilers.ForEach(spoiler => spoiler.Dispose());
        Assert.Empty(unused);
    }

    private static bool NeedsOurKey(JsonObject hostile) => hostile["mutate"]?["sign"]?["hook"] is not null;

    private static List<(TokenMint Mint, bool Refresh)> LiveTokens()
    {
        var ring = TokenMint.WithKeyRing(Configure);
        var django = TokenMint.WithSigningKey(Configure);
        return [(ring, false), (ring, true), (django, false), (django, true)];
    }

    private static void Configure(SimpleJwtOptions options) => (options.Issuer, options.Audience) = ("https://issuer.example", ["api"]);

    private static List<JsonObject> ReadCases()
    {
        var folder = SharedFactAttribute.FindVectors() ?? throw new DirectoryNotFoundException("shared/vectors");
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "hostile_jwt_mutations.json")))!;
        return [.. file["cases"]!.AsArray().Select(hostile => hostile!.AsObject())];
    }
}
