using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Someone else's reader takes our tokens, with what we publish and nothing more.</summary>
public class TokenInteropTests
{
    private readonly JwtSecurityTokenHandler _handler = new() { MapInboundClaims = false };

    [Fact]
    public void Microsofts_handler_validates_our_ES256_access_token_with_the_public_key()
    {
        var mint = TokenMint.WithKeyRing(Configure);
        using var publicKey = ECDsa.Create();
        publicKey.ImportSubjectPublicKeyInfo(mint.PrivateKey.ExportSubjectPublicKeyInfo(), out _);

        var parameters = Parameters(mint, new ECDsaSecurityKey(publicKey) { KeyId = TokenMint.KeyId });
        parameters.ValidTypes = ["at+jwt"];
        parameters.ValidAlgorithms = ["ES256"];
        var principal = _handler.ValidateToken(mint.WriteAccess(), parameters, out _);

        Assert.Equal("42", principal.FindFirst("sub")?.Value);
        Assert.Equal(TokenMint.Session.Value, principal.FindFirst("sid")?.Value);
        Assert.ThrowsAny<SecurityTokenException>(() => _handler.ValidateToken(TokenMint.WithKeyRing(Configure).WriteAccess(), parameters, out _));
        Assert.ThrowsAny<SecurityTokenException>(() => _handler.ValidateToken(mint.WriteRefresh(), parameters, out _));
    }

    [Fact]
    public void Microsofts_handler_validates_our_HS256_token_with_the_signing_key()
    {
        var mint = TokenMint.WithSigningKey(Configure);
        var parameters = Parameters(mint, new SymmetricSecurityKey(Encoding.UTF8.GetBytes(TokenMint.SigningKey)));
        parameters.ValidAlgorithms = ["HS256"];

        Assert.Equal("42", _handler.ValidateToken(mint.WriteAccess(), parameters, out _).FindFirst("user_id")?.Value);
        Assert.Equal("refresh", _handler.ValidateToken(mint.WriteRefresh(), parameters, out _).FindFirst("token_type")?.Value);
    }

    private static void Configure(TokenGrains.Tokens.SimpleJwtOptions options) =>
        (options.Issuer, options.Audience) = ("https://issuer.example", ["api"]);

    private static TokenValidationParameters Parameters(TokenMint mint, SecurityKey key)
    {
        key.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        return new TokenValidationParameters
        {
            IssuerSigningKey = key,
            ValidIssuer = mint.Options.Issuer,
            ValidAudience = mint.Options.Audience[0],
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > mint.Time.GetUtcNow().UtcDateTime,
        };
    }
}
