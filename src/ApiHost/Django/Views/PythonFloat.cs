using System.Globalization;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Prints a double as Python's <c>repr()</c>: the same shortest digits as .NET, laid out differently.</summary>
internal static class PythonFloat
{
    public static string Repr(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";

        var (sign, digits, point) = Shortest(value);
        return sign + point switch
        {
            > 16 or < -3 => Scientific(digits, point - 1),
            <= 0 => "0." + new string('0', -point) + digits,
            _ when point >= digits.Length => digits.PadRight(point, '0') + ".0",
            _ => digits.Insert(point, "."),
        };
    }

    private static string Scientific(string digits, int exponent)
    {
        var mantissa = digits.Length == 1 ? digits : digits.Insert(1, ".");
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    /// <returns>The significant digits without a point, and how many of them stand before it.</returns>
    private static (string Sign, string Digits, int Point) Shortest(double value)
    {
        var (mantissa, exponent) = Split(double.Abs(value).ToString("R", CultureInfo.InvariantCulture), 'E');
        var (whole, fraction) = Split(mantissa, '.');
        var digits = (whole + fraction).TrimStart('0');
        var leadingZeros = whole.Length + fraction.Length - digits.Length;
        var shift = exponent.Length == 0 ? 0 : int.Parse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return digits.Length == 0
            ? (Sign(value), "0", 1)
            : (Sign(value), digits.TrimEnd('0'), whole.Length - leadingZeros + shift);
    }

    private static string Sign(double value) => double.IsNegative(value) ? "-" : "";

    private static (string Before, string After) Split(string text, char separator)
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }
}
