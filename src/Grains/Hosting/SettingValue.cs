using System.Globalization;

namespace TokenGrains.Grains.Hosting;

/// <summary>Reads one value of the configuration as the type of the property that it is for.</summary>
internal static class SettingValue
{
    /// <summary>False if the text is not a value of that type; <paramref name="wanted"/> then says what would be.</summary>
    public static bool TryParse(string text, Type type, out object? value, out string wanted)
    {
        (value, wanted) = (null, "");
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
        {
            value = text;
            return true;
        }

        if (type == typeof(bool))
        {
            wanted = "true or false";
            return bool.TryParse(text, out var flag) && Set(out value, flag);
        }

        if (type == typeof(int))
        {
            wanted = "a whole number";
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && Set(out value, number);
        }

        if (type == typeof(double))
        {
            wanted = "a number such as 0.1";
            return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && double.IsFinite(number) && Set(out value, number);
        }

        if (type == typeof(TimeSpan))
        {
            wanted = "a duration: seconds, or [d.]hh:mm:ss";
            return TryParseDuration(text, out var duration) && Set(out value, duration);
        }

        if (type.IsEnum)
        {
            wanted = $"one of {string.Join(", ", Enum.GetNames(type))}";
            // Enum.TryParse alone would read numbers, and "Standard,None" as the sum of both.
            return Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(type, text, ignoreCase: true, out value);
        }

        throw new NotSupportedException($"A setting cannot be a {type}.");
    }

    // TimeSpan itself would read "300" as 300 days.
    private static bool TryParseDuration(string text, out TimeSpan duration)
    {
        if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return TimeSpan.TryParseExact(text, [@"hh\:mm\:ss", @"d\.hh\:mm\:ss"], CultureInfo.InvariantCulture, out duration);

        var fits = seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds;
        duration = fits ? TimeSpan.FromSeconds(seconds) : default;
        return fits;
    }

    private static bool Set<T>(out object? value, T parsed)
    {
        value = parsed;
        return true;
    }
}
