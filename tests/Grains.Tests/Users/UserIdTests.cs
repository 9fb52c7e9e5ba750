using CsCheck;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Users;

public class UserIdTests
{
    [Fact]
    public void Every_id_reads_back_from_its_decimal_form() => Gen.Long[1, (1L << 53) - 1].Sample(value =>
    {
        Assert.True(UserId.TryCreate(value, out var id));
        Assert.True(UserId.TryParse(id.ToString(), out var parsed));
        Assert.Equal(id, parsed);
        Assert.Equal(value, parsed.Value);
    });

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("01")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1\n")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x10")]
    [InlineData("1,000")]
    [InlineData("\u0661")]
    [InlineData("\uff11")]
    [InlineData("9007199254740992")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999")]
    [InlineData("cafe")]
    public void Anything_but_a_plain_decimal_in_range_is_refused(string text) => Assert.False(UserId.TryParse(text, out _));

    [Theory]
    [InlineData(1, true)]
    [InlineData((1L << 53) - 1, true)]
    [InlineData(1L << 53, false)]
    [InlineData(long.MaxValue, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(long.MinValue, false)]
    public void An_id_is_1_to_2_to_the_53_minus_1(long value, bool valid) => Assert.Equal(valid, UserId.TryCreate(value, out _));

    [Fact]
    public void Created_ids_are_distinct_and_out_of_the_way_of_imported_ones()
    {
        var ids = Enumerable.Range(0, 10_000).Select(_ => UserId.Create().Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.InRange(id, 1L << 32, (1L << 53) - 1));
    }
}
