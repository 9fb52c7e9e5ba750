using System.Security.Cryptography;
using TokenGrains.Grains.Signing;
using TokenGrains.Grains.Tests.Hosting;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Each algorithm that can be configured: RFC 7518 section 3.</summary>
public sealed class AlgorithmTests : IDisposable
{
    private static readonly byte[] Input = "header.payload"u8.ToArray();

    private readonly RSA _rsa = RSA.Create(2048);

    public static TheoryData<string> Algorithms =>
    [
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512",
    ];

    [Theory, MemberData(nameof(Algorithms))]
    public void What_it_signs_it_verifies_and_nothing_else(string algorithm)
    {
        var options = new SimpleJwtOptions { Algorithm = algorithm, SigningKey = SigningKey(algorithm) };
        Assert.Empty(options.Validate(new(options)));
        var (signer, key) = (SigningKeys.ConfiguredSigner(options), ConfiguredKeys.Verifying(options));
        Assert.Equal((algorithm, algorithm, true), (signer.Algorithm, key.Algorithm, key.IsShared));
        Assert.Equal(key.SignatureLength, signer.SignatureLength);

        var signature = new byte[signer.SignatureLength];
        signer.Sign(Input, signature);
        Assert.True(key.Verify(Input, signature));
        signature[^1] ^= 1;
        Assert.False(key.Verify(Input, signature));
        Assert.False(new JwtKeys([key]).TryFind(keyId: null, algorithm is "HS256" ? "RS256" : "HS256", out _));
    }

    [Fact]
    public void A_public_key_of_its_own_verifies()
    {
        var options = new SimpleJwtOptions { Algorithm = "RS256", SigningKey = _rsa.ExportPkcs8PrivateKeyPem(), VerifyingKey = _rsa.ExportSubjectPublicKeyInfoPem() };
        var signature = new byte[256];
        SigningKeys.ConfiguredSigner(options).Sign(Input, signature);
        Assert.True(ConfiguredKeys.Verifying(options).Verify(Input, signature));
    }

    [Fact]
    public void A_key_that_does_not_fit_the_algorithm_refuses_the_start_and_is_not_shown()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var weak = RSA.Create(1024);
        foreach (var (algorithm, key) in new[]
        {
            ("RS256", "a secret that is no PEM at all"),
            ("RS256", _rsa.ExportSubjectPublicKeyInfoPem()),
            ("RS256", p256.ExportPkcs8PrivateKeyPem()),
            ("RS256", weak.ExportPkcs8PrivateKeyPem()),
            ("ES384", p256.ExportPkcs8PrivateKeyPem()),
            ("ES256", _rsa.ExportPkcs8PrivateKeyPem()),
            ("ES256", "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----"),
            ("HS256", _rsa.ExportPkcs8PrivateKeyPem()),
        })
        {
            var problem = Assert.Single(Settings.Problems(("SimpleJwt:ALGORITHM", algorithm), ("SimpleJwt:SIGNING_KEY", key)));
            Assert.StartsWith("SimpleJwt:SIGNING_KEY", problem, StringComparison.Ordinal);
            Assert.DoesNotContain(key[10..], problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("EdDSA")]
    [InlineData("ES256K")]
    [InlineData("none")]
    [InlineData("RS128")]
    public void An_algorithm_that_is_not_there_is_refused_with_the_reason(string algorithm) => Assert.Contains(
        "EdDSA and ES256K are not", Assert.Single(Settings.Problems(("SimpleJwt:ALGORITHM", algorithm))), StringComparison.Ordinal);

    public void Dispose() => _rsa.Dispose();

    private string SigningKey(string algorithm)
    {
        if (algorithm.StartsWith("HS", StringComparison.Ordinal))
            return TokenMint.SigningKey;
        if (!algorithm.StartsWith("ES", StringComparison.Ordinal))
            return _rsa.ExportPkcs8PrivateKeyPem();

        using var key = ECDsa.Create(algorithm switch
        {
            "ES256" => ECCurve.NamedCurves.nistP256,
            "ES384" => ECCurve.NamedCurves.nistP384,
            _ => ECCurve.NamedCurves.nistP521,
        });
        return key.ExportPkcs8PrivateKeyPem();
    }
}
