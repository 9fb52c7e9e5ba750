using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Authentication;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>An app that takes the tokens of another issuer, whose key set is <see cref="KeySet"/>.</summary>
public sealed class OtherIssuerApp : TokenApp
{
    private readonly Publisher _publisher = new();

    public OtherIssuerApp() : base("SimpleJwt:JWK_URL=https://issuer.example/jwks.json", "SimpleJwt:ALGORITHM=RS256") =>
        MoreServices = services => services.AddHttpClient(PublishedKeys.Client).ConfigurePrimaryHttpMessageHandler(() => _publisher);

    public string KeySet { get => _publisher.KeySet; set => _publisher.KeySet = value; }

    public int Fetches => _publisher.Fetches;

    private sealed class Publisher : HttpMessageHandler
    {
        private int _fetches;

        public volatile string KeySet = """{"keys":[]}""";

        public int Fetches => _fetches;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _fetches);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(KeySet) });
        }
    }
}

/// <summary><c>JWK_URL</c>: RFC 7517, docs/django.md.</summary>
public sealed class PublishedKeysTests(OtherIssuerApp app) : IClassFixture<OtherIssuerApp>, IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    [Fact]
    public async Task A_key_that_is_new_is_fetched_once_and_forged_tokens_cause_no_storm()
    {
        var user = await app.Register();
        Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
        var token = await Sign(user, "new");
        Assert.Equal(401, (await app.HelloJwt(token)).Status);

        app.KeySet = Publish("new");
        app.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(200, (await app.HelloJwt(token)).Status);

        var before = app.Fetches;
        for (var forged = 0; forged < 50; forged++)
            Assert.Equal(401, (await app.HelloJwt(await Sign(user, $"forged{forged}"))).Status);
        Assert.Equal(before, app.Fetches);

        app.KeySet = "no JSON at all";
        app.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(401, (await app.HelloJwt(await Sign(user, "another"))).Status);
        Assert.Equal(200, (await app.HelloJwt(token)).Status);
        Assert.Equal(before + 1, app.Fetches);
    }

    [Theory]
    [InlineData("""{"keys":[{"kty":"oct","kid":"a","k":"AAAA"},{"kty":"RSA","n":"AQAB","e":"AQAB"},{"kid":"b"},{"kty":"RSA","kid":"c","n":"!","e":"AQAB"}]}""")]
    [InlineData("""{"keys":[]}""")]
    public void Keys_that_do_not_fit_are_passed_over(string set) => Assert.Empty(JwkSet.Read(Encoding.UTF8.GetBytes(set), "RS256"));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":1}""")]
    [InlineData("")]
    public void What_is_no_key_set_is_refused(string set) => Assert.Throws<FormatException>(() => JwkSet.Read(Encoding.UTF8.GetBytes(set), "RS256"));

    public void Dispose() => _key.Dispose();

    private string Publish(string keyId)
    {
        var key = _key.ExportParameters(includePrivateParameters: false);
        return $$"""{"keys":[{"kty":"RSA","kid":"{{keyId}}","use":"sig","n":"{{Base64Url.EncodeToString(key.Modulus!)}}","e":"{{Base64Url.EncodeToString(key.Exponent!)}}"}]}""";
    }

    private async Task<string> Sign(TestUser user, string keyId)
    {
        var now = app.Time.GetUtcNow().ToUnixTimeSeconds();
        return Jwt.Sign(
            $$"""{"alg":"RS256","typ":"JWT","kid":"{{keyId}}"}""",
            $$"""{"token_type":"access","exp":{{now + 60}},"iat":{{now}},"jti":"x","user_id":"{{await app.IdOf(user.Name)}}"}""",
            input => _key.SignData(input, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
