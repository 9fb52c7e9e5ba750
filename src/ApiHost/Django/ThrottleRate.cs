using System.Globalization;

namespace TokenGrains.ApiHost.Django;

/// <summary>So many requests in any period of that length.</summary>
internal readonly record struct ThrottleRate(int Limit, TimeSpan Period)
{
    /// <summary>Every request of the period is remembered, so there is an end to it.</summary>
    public const int HighestLimit = 10_000;

    /// <summary>Reads DRF's form: of the period only the first letter counts.</summary>
    public static bool TryParse(string text, out ThrottleRate rate)
    {
        rate = default;
        if (text.Split('/') is not [var number, { Length: > 0 } period]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            || limit is < 1 or > HighestLimit)
        {
            return false;
        }

        TimeSpan? length = period[0] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        rate = new ThrottleRate(limit, length ?? default);
        return length is not null;
    }
}
