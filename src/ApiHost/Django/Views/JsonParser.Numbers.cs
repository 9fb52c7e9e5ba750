using System.Globalization;
using System.Text;

namespace TokenGrains.ApiHost.Django.Views;

internal ref partial struct JsonParser
{
    /// <summary><c>sys.int_info.default_max_str_digits</c>, CPython's guard against quadratic conversions.</summary>
    private const int MaximumDigits = 4300;

    /// <summary>Takes the longest number at hand; what follows it is for the caller to refuse, so that <c>01</c> is a zero and extra data.</summary>
    private bool ReadNumber(ReadOnlySpan<byte> rest, out BodyValue value)
    {
        value = default;
        var sign = rest.StartsWith("-"u8) ? 1 : 0;
        var digits = rest[sign..].StartsWith("0"u8) ? 1 : Digits(rest[sign..]);
        if (digits == 0)
            return RefuseConstant(rest);

        var integerEnd = sign + digits;
        var end = integerEnd;
        if (rest[end..].StartsWith("."u8) && Digits(rest[(end + 1)..]) is > 0 and var fraction)
            end += 1 + fraction;
        end += Exponent(rest[end..]);

        if (end == integerEnd && digits > MaximumDigits)
        {
            _error = string.Create(
                CultureInfo.InvariantCulture,
                $"Exceeds the limit ({MaximumDigits} digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit");
            return false;
        }

        _at += end;
        value = end == integerEnd ? Integer(rest[..end]) : Float(rest[..end]);
        return true;
    }

    private readonly BodyValue Integer(ReadOnlySpan<byte> number)
    {
        return new(BodyValueKind.Integer, !IsKept ? null : number.SequenceEqual("-0"u8) ? "0" : Encoding.ASCII.GetString(number));
    }

    private readonly BodyValue Float(ReadOnlySpan<byte> number)
    {
        return new(BodyValueKind.Float, !IsKept ? null : PythonFloat.Repr(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture)));
    }

    private static int Digits(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end < 0 ? text.Length : end;
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is not ((byte)'e' or (byte)'E'))
            return 0;

        var sign = text.Length > 1 && text[1] is (byte)'+' or (byte)'-' ? 1 : 0;
        var digits = Digits(text[(1 + sign)..]);
        return digits == 0 ? 0 : 1 + sign + digits;
    }

    /// <summary>Python's json knows three constants beyond JSON; DRF refuses them with a text of its own.</summary>
    private bool RefuseConstant(ReadOnlySpan<byte> rest)
    {
        var constant =
            rest.StartsWith("NaN"u8) ? "NaN"
            : rest.StartsWith("Infinity"u8) ? "Infinity"
            : rest.StartsWith("-Infinity"u8) ? "-Infinity"
            : null;
        if (constant is null)
            return Fail("Expecting value", _at);

        _error = $"Out of range float values are not JSON compliant: '{constant}'";
        return false;
    }
}
