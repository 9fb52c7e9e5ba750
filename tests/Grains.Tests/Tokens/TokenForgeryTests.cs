using System.Text;
using TokenGrains.Grains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>RFC 8725 section 2: the known ways to pass off a token as one of ours.</summary>
public class TokenForgeryTests
{
    private static readonly string Kid = $"\"kid\":\"{TokenMint.KeyId}\"";

    private readonly TokenMint _mint = TokenMint.WithKeyRing();
    private readonly TokenMint _django = TokenMint.WithSigningKey();

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    public void An_unsigned_token_is_refused(string algorithm)
    {
        foreach (var mint in new[] { _mint, _django })
        {
            var parts = mint.WriteAccess().Split('.');
            var header = Jws.Encode($$"""{"alg":"{{algorithm}}","typ":"at+jwt",{{Kid}}}""");
            Assert.Equal(TokenRejection.Invalid, mint.Judge($"{header}.{parts[1]}."));
            Assert.Equal(TokenRejection.Invalid, mint.Judge($"{header}.{parts[1]}.{parts[2]}"));
            Assert.Equal(TokenRejection.Invalid, mint.Judge($"{parts[0]}.{parts[1]}."));
        }
    }

    [Fact]
    public void A_public_key_is_no_HMAC_secret()
    {
        byte[][] forms =
        [
            _mint.PrivateKey.ExportSubjectPublicKeyInfo(),
            Encoding.ASCII.GetBytes(_mint.PrivateKey.ExportSubjectPublicKeyInfoPem()),
            Encoding.ASCII.GetBytes(_mint.PrivateKey.ExportSubjectPublicKeyInfoPem() + "\n"),
            _mint.PrivateKey.ExportParameters(includePrivateParameters: false).Q.X!,
        ];
        var payload = Jws.Decode(_mint.WriteAccess().Split('.')[1]);
        foreach (var form in forms)
        {
            var signer = new HmacKey(TokenMint.KeyId, "HS256", form);
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.Sign($$"""{"alg":"HS256","typ":"at+jwt",{{Kid}}}""", payload, signer)));
            Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.Sign($$"""{"alg":"ES256","typ":"at+jwt",{{Kid}}}""", payload, signer)));
        }
    }

    [Theory]
    [InlineData("\"kid\":\"unknown\"")]
    [InlineData("\"kid\":\"\"")]
    [InlineData("\"kid\":null")]
    [InlineData("\"kid\":1")]
    [InlineData("\"x\":1")]
    public void A_token_that_names_no_key_of_ours_is_refused(string member) =>
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(Resign($$"""{"alg":"ES256","typ":"at+jwt",{{member}}}""")));

    [Fact]
    public void Django_ignores_the_key_id_and_so_do_we_with_its_key() =>
        Assert.Equal(TokenRejection.None, _django.Judge(
            Jws.Sign("""{"alg":"HS256","kid":"whatever"}""", Jws.Decode(_django.WriteAccess().Split('.')[1]), _django.AccessSigner)));

    [Fact]
    public void A_token_of_another_key_is_refused()
    {
        using var foreign = new EcdsaSigner(TokenMint.KeyId, EcdsaSigner.Es256, TokenMint.WithKeyRing().PrivateKey.ExportPkcs8PrivateKey());
        var parts = _mint.WriteAccess().Split('.');
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.SignParts(parts[0], parts[1], foreign)));
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(TokenMint.WithKeyRing().WriteRefresh()));
        Assert.Equal(TokenRejection.Invalid, TokenMint.WithSigningKey(options => options.SigningKey += "x").Judge(_django.WriteAccess()));
    }

    [Fact]
    public void The_refresh_key_makes_no_access_token() =>
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(Jws.Sign(
            """{"alg":"HS256","typ":"JWT","kid":"r1"}""", Jws.Decode(_mint.WriteAccess().Split('.')[1]), _mint.RefreshSigner)));

    [Theory]
    [InlineData("\"crit\":[\"x\"],\"x\":1")]
    [InlineData("\"crit\":[]")]
    [InlineData("\"crit\":null")]
    [InlineData("\"crit\":\"exp\"")]
    [InlineData("\"b64\":false,\"crit\":[\"b64\"]")]
    public void A_critical_extension_is_refused_whatever_it_is(string member) =>
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(Resign($$"""{"alg":"ES256","typ":"at+jwt",{{Kid}},{{member}}}""")));

    [Theory]
    [InlineData("\"alg\":\"none\"")]
    [InlineData("\"alg\":\"ES256\"")]
    [InlineData("\"\\u0061lg\":\"ES256\"")]
    [InlineData("\"typ\":\"at+jwt\"")]
    [InlineData("\"kid\":\"a1b2c3d4e5f60718\"")]
    public void A_header_member_that_stands_twice_is_refused(string member) =>
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(Resign($$"""{"alg":"ES256","typ":"at+jwt",{{Kid}},{{member}}}""")));

    [Theory]
    [InlineData("\"exp\":99999999999")]
    [InlineData("\"e\\u0078p\":99999999999")]
    [InlineData("\"user_id\":\"1\"")]
    [InlineData("\"user_id\":1")]
    [InlineData("\"token_type\":\"access\"")]
    [InlineData("\"jti\":\"x\"")]
    [InlineData("\"sid\":\"x\"")]
    [InlineData("\"iat\":1")]
    public void A_claim_that_stands_twice_is_refused(string member)
    {
        var payload = Jws.Decode(_mint.WriteAccess().Split('.')[1]);
        Assert.Equal(TokenRejection.None, _mint.Judge(_mint.SignAccess(payload)));
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(_mint.SignAccess($"{payload[..^1]},{member}}}")));
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(_mint.SignAccess($"{{{member},{payload[1..]}")));
    }

    [Theory]
    [InlineData("at+jwt", TokenRejection.None)]
    [InlineData("JWT", TokenRejection.Invalid)]
    [InlineData("AT+JWT", TokenRejection.Invalid)]
    [InlineData("at+jwt ", TokenRejection.Invalid)]
    [InlineData("application/at+jwt", TokenRejection.Invalid)]
    [InlineData("dpop+jwt", TokenRejection.Invalid)]
    public void Each_token_has_the_one_type_of_its_kind(string type, TokenRejection expected)
    {
        Assert.Equal(expected, _mint.Judge(Resign($$"""{"alg":"ES256","typ":"{{type}}",{{Kid}}}""")));
        var refresh = Jws.Decode(_mint.WriteRefresh().Split('.')[1]);
        var asRefresh = Jws.Sign($$"""{"alg":"HS256","typ":"{{type}}","kid":"r1"}""", refresh, _mint.RefreshSigner);
        Assert.Equal(type is "JWT", _mint.Judge(asRefresh) is TokenRejection.None);
    }

    [Fact]
    public void An_access_token_without_a_type_is_refused() =>
        Assert.Equal(TokenRejection.Invalid, _mint.Judge(Resign($$"""{"alg":"ES256",{{Kid}}}""")));

    [Fact]
    public void An_access_token_is_no_refresh_token_and_a_refresh_token_no_access_token()
    {
        foreach (var mint in new[] { _mint, _django })
        {
            Assert.Equal(TokenRejection.WrongType, mint.JudgeAccess(mint.WriteRefresh()));
            Assert.Equal(TokenRejection.WrongType, mint.Verifier.Verify(mint.WriteAccess(), mint.Keys, TokenTypes.Refresh, out _));
        }
    }

    private string Resign(string header) => Jws.Sign(header, Jws.Decode(_mint.WriteAccess().Split('.')[1]), _mint.AccessSigner);
}
