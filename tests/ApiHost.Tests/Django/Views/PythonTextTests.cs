using System.Text;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public class PythonTextTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(12.5, "12.5")]
    [InlineData(-1234.0625, "-1234.0625")]
    [InlineData(1e3, "1000.0")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(0.000012345, "1.2345e-05")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e23, "1e+23")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Floats_print_as_repr(double value, string expected)
    {
        Assert.Equal(expected, PythonFloat.Repr(value));
    }

    [Theory]
    [InlineData("a\"b\\c/d'<>&+", "\"a\\\"b\\\\c/d'<>&+\"")]
    [InlineData("\n\r\t\b\f", "\"\\n\\r\\t\\b\\f\"")]
    [InlineData("\0\u001f\u007f", "\"\\u0000\\u001f\u007f\"")]
    [InlineData("é中😀\u00a0\ue000", "\"é中😀\u00a0\ue000\"")]
    [InlineData("\u2028\u2029", "\"\\u2028\\u2029\"")]
    public void Strings_are_written_as_DRF_writes_them(string text, string expected)
    {
        Assert.Equal(expected, Written(text));
    }

    [Fact]
    public void Long_strings_are_written_whole()
    {
        Assert.Equal('"' + string.Concat(Enumerable.Repeat("\\u0001", 10_000)) + '"', Written(new string('\u0001', 10_000)));
    }

    [Fact]
    public void A_lone_surrogate_does_not_break_an_answer()
    {
        Assert.Equal("\"a\ufffdb\"", Written("a\ud800b"));
    }

    [Theory]
    [InlineData(" \t\n\u000b\u001c\u001f\u0085\u00a0\u2003\u3000a b\u2028 ", "a b")]
    [InlineData("\u200b\ufeffa", "\u200b\ufeffa")]
    [InlineData(" \u001d", "")]
    public void Strip_takes_what_Python_calls_white_space(string text, string expected)
    {
        Assert.Equal(expected, PythonText.Strip(text));
    }

    [Fact]
    public void Length_counts_code_points()
    {
        Assert.Equal(4, PythonText.Length("a😀é\ud800"));
    }

    [Fact]
    public void The_first_surrogate_outside_a_pair_is_found()
    {
        Assert.Null(PythonText.FirstSurrogate("a😀"));
        Assert.Equal('\udc00', PythonText.FirstSurrogate("😀\udc00\ud800"));
        Assert.Equal('\ud800', PythonText.FirstSurrogate("a\ud800"));
    }

    private static string Written(string text)
    {
        return Encoding.UTF8.GetString(PythonString.Render(text, static (writer, text) => writer.WritePython(text)).Span);
    }
}
