using System.Collections.Immutable;
using TokenGrains.Importing;

namespace TokenGrains.Grains.Tests.Importing;

/// <summary>Rows as a Django site has them.</summary>
internal static class Rows
{
    /// <summary>Of <see cref="Password"/>.</summary>
    public const string Hash = "pbkdf2_sha256$1000$NaCl0123456789abcdefgh$1CJcYSm6Egj9vhGLyLGqYt6vo5vOH35JG6uTT0UP5WQ=";

    public const string Password = "correct h\u00f6rse \U0001f600";

    /// <summary>Of the same password.</summary>
    public const string OtherHash = "pbkdf2_sha1$1000$NaCl0123456789abcdefgh$W8wAaaiUSPCWkdY8HWtvMjjcBpY=";

    private static readonly DateTimeOffset Joined = new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static ImportedUser User(long id, string? name = null) => new(
        id, name ?? $"imported-{id}", Hash, IsActive: true, IsStaff: false, Joined, LastLoginAt: null, TokenHash(1, id));

    public static ImmutableArray<byte> TokenHash(byte number, long id = 0) =>
        [.. System.Security.Cryptography.SHA256.HashData([number, .. BitConverter.GetBytes(id)])];
}
