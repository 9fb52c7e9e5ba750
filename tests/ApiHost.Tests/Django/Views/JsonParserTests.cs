using System.Text;
using System.Text.Json;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>The texts are those of CPython 3.11's json module, as DRF repeats them: wire/DJANGO.md section 2.</summary>
public class JsonParserTests
{
    [Theory]
    [InlineData("", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("abc", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("   ", "Expecting value: line 1 column 4 (char 3)")]
    [InlineData("\n\n x", "Expecting value: line 3 column 2 (char 3)")]
    [InlineData("{\"a\":", "Expecting value: line 1 column 6 (char 5)")]
    [InlineData("[1,]", "Expecting value: line 1 column 4 (char 3)")]
    [InlineData("[", "Expecting value: line 1 column 2 (char 1)")]
    [InlineData("-", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("nul", "Expecting value: line 1 column 1 (char 0)")]
    [InlineData("{/**/}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("{'a':1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)")]
    [InlineData("{\"a\":1,}", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)")]
    [InlineData("{\"a\":1,", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)")]
    [InlineData("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)")]
    [InlineData("{\"a\":1 \"b\"", "Expecting ',' delimiter: line 1 column 8 (char 7)")]
    [InlineData("[1 2]", "Expecting ',' delimiter: line 1 column 4 (char 3)")]
    [InlineData("{} {}", "Extra data: line 1 column 4 (char 3)")]
    [InlineData("01", "Extra data: line 1 column 2 (char 1)")]
    [InlineData("1.", "Extra data: line 1 column 2 (char 1)")]
    [InlineData("1e+", "Extra data: line 1 column 2 (char 1)")]
    [InlineData("\uFEFF{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)")]
    [InlineData("{\"a\":\"b", "Unterminated string starting at: line 1 column 6 (char 5)")]
    [InlineData("\"\\", "Unterminated string starting at: line 1 column 1 (char 0)")]
    [InlineData("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)")]
    [InlineData("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)")]
    [InlineData("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\u12xy\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\u1234", "Invalid \\uXXXX escape: line 1 column 3 (char 2)")]
    [InlineData("\"\\ud800\\u12\"", "Invalid \\uXXXX escape: line 1 column 9 (char 8)")]
    public void Malformed_text_is_refused_in_the_words_of_CPython(string json, string expected)
    {
        Assert.Equal(expected, ErrorOf(json));
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    public void Constants_beyond_JSON_are_refused_in_the_words_of_DRF(string constant)
    {
        Assert.Equal($"Out of range float values are not JSON compliant: '{constant}'", ErrorOf($$"""{"a":{{constant}},!"""));
    }

    [Fact]
    public void Positions_count_code_points()
    {
        Assert.Equal("Extra data: line 2 column 4 (char 8)", ErrorOf("\"é😀\"\n   y"));
    }

    [Fact]
    public void An_integer_of_4300_digits_is_the_longest()
    {
        var digits = new string('9', 4300);
        Assert.Equal("-" + digits, MemberOf($$"""{"a":-{{digits}}}""").Text);
        Assert.Equal(
            "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use sys.set_int_max_str_digits() to increase the limit",
            ErrorOf($"[{digits}9]"));
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        Assert.Equal(BodyValueKind.List, Parse(new string('[', 512) + new string(']', 512)).Kind);
        Assert.Equal("maximum recursion depth exceeded while decoding a JSON document", ErrorOf(new string('[', 60_000)));
    }

    [Theory]
    [InlineData("null", BodyValueKind.Null, null)]
    [InlineData("true", BodyValueKind.Boolean, null)]
    [InlineData("false", BodyValueKind.Boolean, null)]
    [InlineData("[1,[2],{}]", BodyValueKind.List, null)]
    [InlineData("{\"b\":[]}", BodyValueKind.Object, null)]
    [InlineData("-0", BodyValueKind.Integer, "0")]
    [InlineData("-120", BodyValueKind.Integer, "-120")]
    [InlineData("123456789012345678901234567890", BodyValueKind.Integer, "123456789012345678901234567890")]
    [InlineData("1e3", BodyValueKind.Float, "1000.0")]
    [InlineData("12.50", BodyValueKind.Float, "12.5")]
    [InlineData("\"\"", BodyValueKind.String, "")]
    [InlineData("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", BodyValueKind.String, "\"\\/\b\f\n\r\té")]
    [InlineData("\"é\\ud83d\\ude00😀\"", BodyValueKind.String, "é😀😀")]
    [InlineData("\"\u007f\u2028\"", BodyValueKind.String, "\u007f\u2028")]
    public void Values_keep_their_Python_type_and_text(string json, object kind, string? text)
    {
        Assert.Equal(new BodyValue((BodyValueKind)kind, text), MemberOf($$"""{ "a" : {{json}} }"""));
    }

    [Fact]
    public void Lone_surrogates_survive()
    {
        // Not as theory data: attributes store UTF-8, which has no lone surrogates.
        Assert.Equal("\ud800", MemberOf("""{"a":"\ud800"}""").Text);
        Assert.Equal("\udc00\ud800", MemberOf("""{"a":"\udc00\ud800"}""").Text);
        Assert.Equal("\ud800A", MemberOf("""{"a":"\ud800\u0041"}""").Text);
    }

    [Fact]
    public void The_last_of_equal_names_wins_however_they_are_spelled()
    {
        Assert.Equal("2", MemberOf("""{"a":0,"a":1,"\u0061":2}""").Text);
    }

    [Fact]
    public void Long_strings_survive_whole()
    {
        var text = string.Concat(Enumerable.Repeat("añ😀\\n", 5000));
        Assert.Equal(text.Replace("\\n", "\n", StringComparison.Ordinal), MemberOf($$"""{"a":"{{text}}"}""").Text);
    }

    [Theory]
    [InlineData("""{"username":"alice","password":"Al1ce-pass!","remember":true,"scope":["x",{"y":null}]}""")]
    [InlineData("""{"a":"\u00fc\t","é😀":"\\","n":null,"o":{},"l":[[],[1.5e-3]]}""")]
    [InlineData("  {\r\n\t\"\" : \"x\" }\n")]
    public void Valid_documents_read_as_System_Text_Json_reads_them(string json)
    {
        using var document = JsonDocument.Parse(json);
        var expected = document.RootElement.EnumerateObject().Select(member => (member.Name, Value(member.Value)));
        Assert.Equal(expected, Parse(json).Members);
    }

    [SharedFact]
    public void The_JSON_test_suite_is_judged_as_it_wants()
    {
        var files = Directory.GetFiles(SharedFactAttribute.PathOf("JSONTestSuite"), "*.json", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var accepted = Charset.TryDecodeToUtf8(File.ReadAllBytes(file), null, out var utf8, out _) && JsonParser.TryParse(utf8, out _, out _);
            switch (Path.GetFileName(file)[..2])
            {
                case "y_":
                    Assert.True(accepted, file);
                    break;
                case "n_":
                    Assert.False(accepted, file);
                    break;
            }
        }
    }

    private static BodyValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new(BodyValueKind.String, element.GetString()),
        JsonValueKind.Array => new(BodyValueKind.List),
        JsonValueKind.Object => new(BodyValueKind.Object),
        JsonValueKind.Null => new(BodyValueKind.Null),
        JsonValueKind.Number => new(BodyValueKind.Integer, element.GetRawText()),
        _ => new(BodyValueKind.Boolean),
    };

    private static BodyValue MemberOf(string json) => Parse(json).Find(new CharField("a"));

    private static ParsedBody Parse(string json)
    {
        Assert.True(JsonParser.TryParse(Encoding.UTF8.GetBytes(json), out var body, out var error), error);
        return body;
    }

    private static string? ErrorOf(string json)
    {
        Assert.False(JsonParser.TryParse(Encoding.UTF8.GetBytes(json), out _, out var error));
        return error;
    }
}
