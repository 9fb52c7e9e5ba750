using System.Buffers.Text;
using CsCheck;
using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Sessions;

public class SessionIdTests
{
    [Fact]
    public void Sixteen_bytes_have_one_spelling() => Gen.Byte.Array[16].Sample(bytes =>
    {
        var text = Base64Url.EncodeToString(bytes);
        Assert.True(SessionId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
        Assert.Equal(text, id.ToString());
    });

    [Fact]
    public void Created_ids_are_distinct_and_read_back()
    {
        var ids = Enumerable.Range(0, 1_000).Select(_ => SessionId.Create()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(SessionId.TryParse(id.Value, out var parsed) && parsed == id));
    }

    [Fact]
    public void Ids_that_differ_in_case_only_are_different()
    {
        Assert.True(SessionId.TryParse("abcdefghijklmnopqrstuA", out var lower));
        Assert.True(SessionId.TryParse("ABCDEFGHIJKLMNOPQRSTUA", out var upper));
        Assert.NotEqual(lower, upper);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA ")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("+AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    public void Other_spellings_are_refused(string text) => Assert.False(SessionId.TryParse(text, out _));
}
