using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TokenGrains.ApiHost.Tests.WellKnown;

/// <summary>Another service verifies our access tokens with nothing but the published keys and a library that is not ours.</summary>
public class JwksTests
{
    private const string Path = "/.well-known/jwks.json";

    [Fact]
    public async Task A_library_verifies_an_access_token_with_the_published_keys()
    {
        await using var app = new TokenApp();
        var answer = await app.Get(Path);
        Assert.Equal(200, answer.Status);
        var access = (await app.Register()).Access;

        var keys = new JsonWebKeySet(answer.Body);
        Assert.All(keys.Keys, key => Assert.False(key.HasPrivateKey));
        Assert.True(await Validates(access, keys, app));
        // Its control: other keys, and another token.
        Assert.False(await Validates(access, new JsonWebKeySet("""{"keys":[]}"""), app));
        Assert.False(await Validates(access[..^4] + "AAAA", keys, app));
    }

    [Fact]
    public async Task It_holds_public_members_only()
    {
        await using var app = new TokenApp();
        using var set = JsonDocument.Parse((await app.Get(Path)).Body);
        var key = Assert.Single(set.RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(["kty", "use", "alg", "kid", "crv", "x", "y"], key.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task Nothing_is_published_of_a_configured_key()
    {
        await using var app = new TokenApp("SimpleJwt:SIGNING_KEY=a-secret-that-nobody-may-see-0123456789", "SimpleJwt:ALGORITHM=HS256");
        Assert.Equal("""{"keys":[]}""", (await app.Get(Path)).Body);
    }

    private static async Task<bool> Validates(string token, JsonWebKeySet keys, TokenApp app)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.GetSigningKeys(),
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidTypes = ["at+jwt"],
            LifetimeValidator = (_, expires, _, _) => expires > app.Time.GetUtcNow().UtcDateTime,
        });
        return result.IsValid;
    }
}
