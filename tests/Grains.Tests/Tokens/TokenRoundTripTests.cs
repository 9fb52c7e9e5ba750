using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

public class TokenRoundTripTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_access_token_says_what_was_written(bool withSigningKey)
    {
        var mint = NewMint(withSigningKey);
        var claims = mint.AccessClaims();

        Assert.Equal(TokenRejection.None, mint.Verifier.Verify(mint.WriteAccess(), mint.Keys, TokenTypes.Access, out var token));
        Assert.Equal((TokenTypes.Access, claims.Id, "ada"), (token.Type, token.Id, token.Name));
        Assert.Equal((claims.User, claims.Session), (token.User, token.Session));
        Assert.Equal((claims.IssuedAt, claims.ExpiresAt), (token.IssuedAt, token.ExpiresAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_refresh_token_says_what_was_written(bool withSigningKey)
    {
        var mint = NewMint(withSigningKey);

        Assert.Equal(TokenRejection.None, mint.Verifier.Verify(mint.WriteRefresh(), mint.Keys, TokenTypes.Refresh, out var token));
        Assert.True(RefreshToken.TryFrom(token, out var refresh));
        Assert.Equal((TokenMint.Session, 3u, TokenMint.User), (refresh.Session, refresh.Generation, refresh.User));
        Assert.Null(token.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_same_claims_give_the_same_refresh_token_byte_for_byte(bool withSigningKey)
    {
        var mint = NewMint(withSigningKey);
        Assert.Equal(mint.WriteRefresh(), mint.WriteRefresh());
    }

    [Fact]
    public void Claims_stand_in_the_order_of_SimpleJWT_and_then_ours()
    {
        var mint = TokenMint.WithKeyRing(options => (options.Issuer, options.Audience) = ("https://issuer.example", ["api"]));
        var now = mint.Now;
        Assert.Equal(
            $$"""{"token_type":"access","exp":{{now + 300}},"iat":{{now}},"jti":"{{mint.AccessClaims().Id}}","user_id":"42","sub":"42","sid":"{{TokenMint.Session}}","preferred_username":"ada","aud":"api","iss":"https://issuer.example"}""",
            Payload(mint.WriteAccess()));
    }

    [Theory]
    [InlineData("5.2", "\"user_id\":42,")]
    [InlineData("5.5", "\"user_id\":\"42\",")]
    [InlineData("6.0", "\"user_id\":\"42\",")]
    public void The_user_is_a_number_in_profile_5_2_only_and_reads_back_in_each(string profile, string member)
    {
        var mint = TokenMint.WithSigningKey(options => options.Profile = profile);
        var text = mint.WriteAccess();
        Assert.Contains(member, Payload(text), StringComparison.Ordinal);
        Assert.Contains("\"sub\":\"42\"", Payload(text), StringComparison.Ordinal);
        mint.Verifier.Verify(text, mint.Keys, out var token);
        Assert.Equal(TokenMint.User, token.User);
    }

    [Fact]
    public void Configured_claim_names_are_written_and_read()
    {
        var mint = TokenMint.WithSigningKey(options =>
            (options.UserIdClaim, options.TokenTypeClaim, options.JtiClaim) = ("sub", "typ2", "tid"));
        var text = mint.WriteAccess();
        Assert.StartsWith("{\"typ2\":\"access\"", Payload(text), StringComparison.Ordinal);
        Assert.DoesNotContain("user_id", Payload(text), StringComparison.Ordinal);
        Assert.Equal(TokenRejection.None, mint.JudgeAccess(text));
    }

    [Fact]
    public void The_header_names_algorithm_type_and_key()
    {
        var ring = TokenMint.WithKeyRing();
        Assert.Equal($$"""{"alg":"ES256","typ":"at+jwt","kid":"{{TokenMint.KeyId}}"}""", Header(ring.WriteAccess()));
        Assert.Equal("""{"alg":"HS256","typ":"JWT","kid":"r1"}""", Header(ring.WriteRefresh()));

        var django = TokenMint.WithSigningKey();
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Header(django.WriteAccess()));
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Header(django.WriteRefresh()));
    }

    [Theory]
    [InlineData("HS256", 43)]
    [InlineData("HS384", 64)]
    [InlineData("HS512", 86)]
    public void Each_HMAC_algorithm_verifies_with_its_own_length(string algorithm, int characters)
    {
        var mint = TokenMint.WithSigningKey(options => options.Algorithm = algorithm);
        var text = mint.WriteAccess();
        Assert.Equal(TokenRejection.None, mint.JudgeAccess(text));
        Assert.Equal(characters, text.Split('.')[2].Length);
    }

    private static TokenMint NewMint(bool withSigningKey) => withSigningKey ? TokenMint.WithSigningKey() : TokenMint.WithKeyRing();

    private static string Header(string text) => Jws.Decode(text.Split('.')[0]);

    private static string Payload(string text) => Jws.Decode(text.Split('.')[1]);
}
