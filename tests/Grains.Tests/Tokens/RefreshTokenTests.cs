using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Tokens;

public class RefreshTokenTests
{
    private static readonly SessionId Session = TokenMint.Session;

    [Fact]
    public void An_id_is_the_same_every_time() =>
        Assert.Equal(RefreshToken.FormatId(Session, 7), RefreshToken.FormatId(Session, 7));

    [Theory]
    [InlineData(0u, "00000000")]
    [InlineData(255u, "000000ff")]
    [InlineData(uint.MaxValue, "ffffffff")]
    public void An_id_is_32_lower_case_hexadecimal_digits_that_begin_with_the_generation(uint generation, string beginning)
    {
        Assert.Matches("^[0-9a-f]{32}$", RefreshToken.FormatId(Session, generation));
        Assert.Matches("^[0-9a-f]{32}$", RefreshToken.FormatAccessId(Session, generation));
        Assert.StartsWith(beginning, RefreshToken.FormatId(Session, generation), StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_generations_types_or_sessions_share_an_id()
    {
        SessionId[] sessions = [Session, SessionId.Create(), SessionId.Create()];
        var ids = sessions.SelectMany(session => Enumerable.Range(0, 500).SelectMany(generation => new[]
        {
            RefreshToken.FormatId(session, (uint)generation),
            RefreshToken.FormatAccessId(session, (uint)generation),
        })).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(3u)]
    [InlineData(uint.MaxValue)]
    public void A_token_is_found_again_in_its_verified_claims(uint generation)
    {
        Assert.True(RefreshToken.TryFrom(Verified(RefreshToken.FormatId(Session, generation)), out var token));
        Assert.Equal((Session, generation, TokenMint.User), (token.Session, token.Generation, token.User));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(60), token.ExpiresAt);
    }

    [Fact]
    public void An_id_of_another_generation_session_type_or_shape_is_no_refresh_token_of_the_session()
    {
        var own = RefreshToken.FormatId(Session, 3);
        string[] others =
        [
            RefreshToken.FormatId(SessionId.Create(), 3),
            RefreshToken.FormatAccessId(Session, 3),
            "00000004" + own[8..],
            own.ToUpperInvariant(),
            own[..31],
            own + "0",
            " " + own[1..],
            "+" + own[1..],
            "",
        ];
        Assert.All(others, id => Assert.False(RefreshToken.TryFrom(Verified(id), out _), id));
    }

    [Fact]
    public void Without_session_user_id_or_expiry_there_is_no_refresh_token()
    {
        var good = Verified(RefreshToken.FormatId(Session, 3));
        VerifiedToken[] lacking =
        [
            good with { Session = null },
            good with { User = null },
            good with { Id = null },
            good with { ExpiresAt = null },
            good with { Type = null },
            good with { Type = TokenTypes.Access },
        ];
        Assert.All(lacking, token => Assert.False(RefreshToken.TryFrom(token, out _)));
    }

    private static VerifiedToken Verified(string id) => new()
    {
        Type = TokenTypes.Refresh,
        Id = id,
        Session = Session,
        User = TokenMint.User,
        IssuedAt = DateTimeOffset.UnixEpoch,
        ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(60),
    };
}
