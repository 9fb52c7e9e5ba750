namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3.</summary>
public class MetadataTests(TokenApp app) : IClassFixture<TokenApp>
{
    [Theory]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/.well-known/oauth-authorization-server")]
    public async Task What_a_resource_server_needs_is_found_and_is_there(string path)
    {
        var answer = await app.Get(path);
        Assert.Equal((200, "application/json; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal("http://localhost", answer["issuer"]);
        Assert.Equal("ES256", Assert.Single(answer.Json.GetProperty("id_token_signing_alg_values_supported").EnumerateArray()).GetString());
        Assert.Empty(answer.Json.GetProperty("grant_types_supported").EnumerateArray());

        Assert.Equal(200, (await app.Get(answer["jwks_uri"])).Status);
        Assert.Equal(401, (await app.Get(answer["revocation_feed_endpoint"])).Status);
    }
}
