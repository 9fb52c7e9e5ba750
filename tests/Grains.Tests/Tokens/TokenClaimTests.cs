using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Each claim that can be missing or wrong, in tokens that are well signed (RFC 7519 section 4.1).</summary>
public class TokenClaimTests
{
    private readonly TokenMint _mint = TokenMint.WithKeyRing();

    [Theory]
    [InlineData("\"jti\":\"x\",\"token_type\":\"access\",\"user_id\":\"1\"", TokenRejection.NoExpiry)]
    [InlineData("\"exp\":99999999999,\"token_type\":\"access\",\"user_id\":\"1\"", TokenRejection.NoId)]
    [InlineData("\"exp\":99999999999,\"jti\":\"x\",\"token_type\":\"access\"", TokenRejection.NoUser)]
    [InlineData("\"exp\":99999999999,\"jti\":\"x\",\"token_type\":\"access\",\"user_id\":\"007\"", TokenRejection.None)]
    [InlineData("\"exp\":99999999999,\"jti\":\"x\",\"token_type\":\"access\",\"user_id\":\"ada\"", TokenRejection.None)]
    [InlineData("\"exp\":99999999999,\"jti\":\"x\",\"token_type\":\"access\",\"user_id\":0", TokenRejection.None)]
    [InlineData("\"exp\":99999999999,\"jti\":\"x\",\"token_type\":\"access\",\"user_id\":-1", TokenRejection.None)]
    [InlineData("\"exp\":1,\"token_type\":\"access\"", TokenRejection.Expired)]
    [InlineData("\"token_type\":\"access\"", TokenRejection.NoExpiry)]
    [InlineData("\"exp\":99999999999,\"jti\":\"x\",\"token_type\":\"access\",\"user_id\":\"1\"", TokenRejection.None)]
    public void What_is_missing_is_named_in_the_order_of_SimpleJWT(string claims, TokenRejection expected) =>
        Assert.Equal(expected, _mint.JudgeAccess(_mint.SignAccess($"{{{claims}}}")));

    [Theory]
    [InlineData("", TokenRejection.NoType)]
    [InlineData(",\"token_type\":\"\"", TokenRejection.WrongType)]
    [InlineData(",\"token_type\":\"refresh\"", TokenRejection.WrongType)]
    [InlineData(",\"token_type\":\"sliding\"", TokenRejection.WrongType)]
    [InlineData(",\"token_type\":\"Access\"", TokenRejection.WrongType)]
    public void A_token_of_no_type_or_another_type_is_refused(string type, TokenRejection expected)
    {
        var django = TokenMint.WithSigningKey();
        var text = django.SignAccess($$"""{"exp":99999999999,"jti":"x","user_id":"1"{{type}}}""");
        Assert.Equal(TokenRejection.None, django.Judge(text));
        Assert.Equal(expected, django.JudgeAccess(text));
    }

    [Theory]
    [InlineData("\"exp\":\"99999999999\"")]
    [InlineData("\"exp\":true")]
    [InlineData("\"exp\":null")]
    [InlineData("\"exp\":[99999999999]")]
    [InlineData("\"exp\":-1")]
    [InlineData("\"exp\":1e20")]
    [InlineData("\"exp\":1e999")]
    [InlineData("\"exp\":253402300800")]
    [InlineData("\"exp\":9223372036854775808")]
    [InlineData("\"exp\":99999999999,\"iat\":-1")]
    [InlineData("\"exp\":99999999999,\"iat\":1e300")]
    [InlineData("\"exp\":99999999999,\"iat\":\"1\"")]
    [InlineData("\"exp\":99999999999,\"nbf\":1e300")]
    [InlineData("\"exp\":99999999999,\"nbf\":\"1\"")]
    [InlineData("\"exp\":99999999999,\"nbf\":1e999")]
    public void A_claim_of_a_wrong_type_or_out_of_range_is_refused(string claims)
    {
        var django = TokenMint.WithSigningKey();
        Assert.Equal(TokenRejection.Invalid, django.Judge(django.SignAccess($$"""{"jti":"x",{{claims}}}""")));
    }

    [Theory]
    [InlineData("\"user_id\":9223372036854775808")]
    [InlineData("\"user_id\":1.5")]
    [InlineData("\"user_id\":{}")]
    [InlineData("\"token_type\":1")]
    [InlineData("\"sid\":1")]
    [InlineData("\"aud\":{\"api\":1}")]
    [InlineData("\"aud\":[\"api\",1]")]
    [InlineData("\"iss\":1")]
    public void A_claim_that_SimpleJWT_does_not_look_at_may_be_anything_and_means_nothing(string claims)
    {
        var django = TokenMint.WithSigningKey();
        var text = django.SignAccess($$"""{"jti":"x","exp":99999999999,{{claims}}}""");
        Assert.Equal(TokenRejection.None, django.Verifier.Verify(text, django.Keys, out var token));
        Assert.Equal((null, null), (token.User, token.Session));
        Assert.NotEqual(TokenRejection.None, django.JudgeAccess(text));
    }

    [Theory]
    [InlineData("\"jti\":5")]
    [InlineData("\"jti\":\"x\",\"sub\":5")]
    public void An_id_and_a_subject_must_be_texts_since_PyJWT_2_10(string claims)
    {
        foreach (var (profile, expected) in new[] { ("6.0", TokenRejection.Invalid), ("5.2", TokenRejection.None) })
        {
            var django = TokenMint.WithSigningKey(options => options.Profile = profile);
            Assert.Equal(expected, django.Judge(django.SignAccess($$"""{"exp":99999999999,{{claims}}}""")));
        }
    }

    [Theory]
    [InlineData("\"iss\":\"https://issuer.example\",\"aud\":\"api\"", TokenRejection.None)]
    [InlineData("\"iss\":\"https://issuer.example\",\"aud\":\"web\"", TokenRejection.None)]
    [InlineData("\"iss\":\"https://issuer.example\",\"aud\":[\"other\",\"web\"]", TokenRejection.None)]
    [InlineData("\"iss\":\"https://issuer.example\",\"aud\":\"other\"", TokenRejection.Invalid)]
    [InlineData("\"iss\":\"https://issuer.example\",\"aud\":\"API\"", TokenRejection.Invalid)]
    [InlineData("\"iss\":\"https://issuer.example\",\"aud\":[]", TokenRejection.Invalid)]
    [InlineData("\"iss\":\"https://issuer.example\"", TokenRejection.Invalid)]
    [InlineData("\"iss\":\"https://issuer.example/\",\"aud\":\"api\"", TokenRejection.Invalid)]
    [InlineData("\"iss\":\"https://issuer\",\"aud\":\"api\"", TokenRejection.Invalid)]
    [InlineData("\"iss\":[\"https://issuer.example\"],\"aud\":\"api\"", TokenRejection.Invalid)]
    [InlineData("\"aud\":\"api\"", TokenRejection.Invalid)]
    public void Issuer_and_audience_must_be_ours_where_they_are_configured(string claims, TokenRejection expected)
    {
        var mint = TokenMint.WithKeyRing(options => (options.Issuer, options.Audience) = ("https://issuer.example", ["api", "web"]));
        Assert.Equal(expected, mint.Judge(mint.SignRefresh($$"""{"exp":99999999999,"jti":"x",{{claims}}}""")));
    }

    [Fact]
    public void Several_audiences_are_written_as_a_list_and_read_back()
    {
        var mint = TokenMint.WithKeyRing(options => options.Audience = ["api", "web"]);
        Assert.Contains("\"aud\":[\"api\",\"web\"]", Jws.Decode(mint.WriteAccess().Split('.')[1]), StringComparison.Ordinal);
        Assert.Equal(TokenRejection.None, mint.JudgeAccess(mint.WriteAccess()));
    }
}
