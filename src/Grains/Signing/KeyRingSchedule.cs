using System.Collections.Immutable;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>When a signing key is announced, signs, and is retired. No key signs before every validator can know it.</summary>
/// <param name="RotationPeriod">How long a key signs.</param>
/// <param name="AnnouncePeriod">How long it is published before.</param>
/// <param name="RetainPeriod">How long it is published after its last signature: as long as a token of its can live.</param>
internal sealed record KeyRingSchedule(TimeSpan RotationPeriod, TimeSpan AnnouncePeriod, TimeSpan RetainPeriod)
{
    public static KeyRingSchedule From(KeyOptions keys, SimpleJwtOptions jwt) => new(
        keys.RotationPeriod,
        keys.AnnouncePeriod,
        // A silo that has not heard of the successor yet goes on signing for up to two intervals.
        jwt.AccessTokenLifetime + jwt.Leeway + (2 * keys.RefreshInterval));

    /// <summary>The keys as they are to be at <paramref name="now"/>; the same array if nothing is due.</summary>
    public ImmutableArray<SigningKeyEntry> Advance(
        ImmutableArray<SigningKeyEntry> keys, DateTimeOffset now, Func<DateTimeOffset, SigningKeyEntry> create)
    {
        if (keys.IsEmpty)
            return [create(now)];

        var retired = CountRetired(keys, now);
        var next = retired == 0 ? keys : keys.RemoveRange(0, retired);
        var successorSigns = next[^1].SignsFrom + RotationPeriod;
        return now < successorSigns - AnnouncePeriod ? next : next.Add(create(Later(successorSigns, now + AnnouncePeriod)));
    }

    /// <summary>The key that signs at <paramref name="now"/>: the youngest whose time has come.</summary>
    public static SigningKeyEntry FindSigning(ImmutableArray<SigningKeyEntry> keys, DateTimeOffset now) =>
        keys.LastOrDefault(key => key.SignsFrom <= now) ?? keys[0];

    // A key is out of use once its successor's tokens are all that can still be alive.
    private int CountRetired(ImmutableArray<SigningKeyEntry> keys, DateTimeOffset now)
    {
        var retired = 0;
        while (retired + 1 < keys.Length && keys[retired + 1].SignsFrom + RetainPeriod <= now)
            retired++;
        return retired;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
