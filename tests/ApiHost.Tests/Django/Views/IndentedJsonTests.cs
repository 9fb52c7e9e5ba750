using System.Text;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public class IndentedJsonTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("\"a:,{\\\"}\\\\\"", "\"a:,{\\\"}\\\\\"")]
    [InlineData("""{"a":[],"b":[1,{"c":"d"}],"e":{}}""", "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {\n      \"c\": \"d\"\n    }\n  ],\n  \"e\": {}\n}")]
    public void Compact_JSON_is_laid_out_as_Python_does(string compact, string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(IndentedJson.From(Encoding.UTF8.GetBytes(compact), 2).Span));
    }
}
