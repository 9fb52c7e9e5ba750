using System.Globalization;
using System.Security.Cryptography;

namespace TokenGrains.Users;

/// <summary>Names one account for good: it survives renames and is never given out again after a deletion.</summary>
/// <remarks>
/// Shape: a positive decimal integer. It stays below 2^53, so that a client which reads the <c>user_id</c> claim into a
/// double keeps every digit.
/// </remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.UserId")]
public readonly record struct UserId
{
    private const long LowestCreated = 1L << 32;
    private const long Limit = 1L << 53;

    private UserId(long value) => Value = value;

    /// <summary>The number itself, 1 to 2^53 - 1; 0 only in a default instance, which names nobody.</summary>
    [Id(0)]
    public long Value { get; }

    /// <summary>
    /// A random id. It lies above 2^32, out of the way of the ids that an imported site has counted up from 1, and tells
    /// nothing about how many accounts there are.
    /// </summary>
    public static UserId Create()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);

        // The bias of the remainder is 2^-11 of one part in 2^53: of no use to anyone, as ids are names and not secrets.
        return new UserId(LowestCreated + (long)(BitConverter.ToUInt64(random) % (ulong)(Limit - LowestCreated)));
    }

    /// <summary>Reads the decimal form; false unless it is 1 to 2^53 - 1, without sign, blanks or leading zeros.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out UserId id)
    {
        id = default;
        if (text.IsEmpty || text[0] is '0'
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        return TryCreate(value, out id);
    }

    /// <summary>Takes a number as an id; false unless it is 1 to 2^53 - 1.</summary>
    public static bool TryCreate(long value, out UserId id)
    {
        var valid = value is > 0 and < Limit;
        id = valid ? new UserId(value) : default;
        return valid;
    }

    /// <summary>The decimal form.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
