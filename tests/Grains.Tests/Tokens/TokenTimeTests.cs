using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>RFC 7519 sections 4.1.4 to 4.1.6: the second of <c>exp</c> is too late, and PyJWT counts in the same way.</summary>
public class TokenTimeTests
{
    [Fact]
    public void A_token_ends_at_the_exact_second_of_its_expiry()
    {
        var mint = TokenMint.WithKeyRing();
        var text = mint.WriteAccess();

        mint.Time.Advance(mint.Options.AccessTokenLifetime - TimeSpan.FromMilliseconds(1));
        Assert.Equal(TokenRejection.None, mint.Judge(text));
        mint.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(TokenRejection.Expired, mint.Judge(text));
        mint.Time.Advance(TimeSpan.FromDays(9000));
        Assert.Equal(TokenRejection.Expired, mint.Judge(text));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void Expiry_is_exclusive_with_and_without_leeway(int leeway)
    {
        var mint = TokenMint.WithKeyRing(options => options.Leeway = TimeSpan.FromSeconds(leeway));
        Assert.Equal(TokenRejection.None, Judge(mint, $"\"exp\":{mint.Now - leeway + 1}"));
        Assert.Equal(TokenRejection.Expired, Judge(mint, $"\"exp\":{mint.Now - leeway}"));
        Assert.Equal(TokenRejection.Expired, Judge(mint, $"\"exp\":{mint.Now - leeway}.9"));
    }

    [Theory]
    [InlineData("nbf", 0)]
    [InlineData("nbf", 10)]
    [InlineData("iat", 0)]
    [InlineData("iat", 10)]
    public void A_token_of_the_future_is_refused_with_and_without_leeway(string claim, int leeway)
    {
        var mint = TokenMint.WithKeyRing(options => options.Leeway = TimeSpan.FromSeconds(leeway));
        Assert.Equal(TokenRejection.None, Judge(mint, $"\"exp\":99999999999,\"{claim}\":{mint.Now + leeway}"));
        Assert.Equal(TokenRejection.Invalid, Judge(mint, $"\"exp\":99999999999,\"{claim}\":{mint.Now + leeway + 1}"));

        mint.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TokenRejection.None, Judge(mint, $"\"exp\":99999999999,\"{claim}\":{mint.Now + leeway}"));
    }

    [Fact]
    public void An_expired_token_with_a_broken_signature_is_invalid_and_not_expired()
    {
        var mint = TokenMint.WithKeyRing();
        var text = mint.WriteRefresh();
        mint.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(TokenRejection.Expired, mint.Judge(text));
        Assert.Equal(TokenRejection.Invalid, mint.Judge(text[..^1] + (text[^1] == 'A' ? 'E' : 'A')));
    }

    [Fact]
    public void A_refused_token_tells_nothing_of_itself()
    {
        var mint = TokenMint.WithKeyRing();
        var text = mint.WriteRefresh();
        mint.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(TokenRejection.Expired, mint.Verifier.Verify(text, mint.Keys, out var token));
        Assert.Equal(new VerifiedToken(), token);
    }

    private static TokenRejection Judge(TokenMint mint, string claims) =>
        mint.Judge(mint.SignRefresh($$"""{"jti":"x",{{claims}}}"""));
}
