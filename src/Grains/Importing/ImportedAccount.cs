using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TokenGrains.Grains.Users.Passwords.Django;
using TokenGrains.Importing;
using TokenGrains.Users;

namespace TokenGrains.Grains.Importing;

/// <summary>An account to be imported, after its row was checked.</summary>
/// <param name="User">Its id.</param>
/// <param name="Name">Its name, which is well-formed.</param>
/// <param name="Source">The row.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportedAccount")]
internal sealed record ImportedAccount(
    [property: Id(0)] UserId User, [property: Id(1)] Username Name, [property: Id(2)] ImportedUser Source)
{
    /// <summary>What is remembered of the password hash, to see whether it has changed at its source.</summary>
    public ImmutableArray<byte> PasswordFingerprint => [.. SHA256.HashData(Encoding.UTF8.GetBytes(Source.PasswordHash))];

    /// <summary>Reads a row; null with the reason if it cannot be an account here.</summary>
    public static ImportedAccount? Read(ImportedUser row, out ImportFault fault)
    {
        fault = default;
        if (!UserId.TryCreate(row.Id, out var user))
            fault = ImportFault.IdOutOfRange;
        else if (!Username.TryParse(row.Name, out var name) || !name.IsWellFormed)
            fault = ImportFault.InvalidName;
        else if (FindFault(row.PasswordHash) is { } hashFault)
            fault = hashFault;
        else if (row.TokenHash is { IsDefaultOrEmpty: false, Length: not SHA256.HashSizeInBytes })
            fault = ImportFault.InvalidToken;
        else
            return new ImportedAccount(user, name, row.TokenHash.IsDefault ? row with { TokenHash = [] } : row);
        return null;
    }

    private static ImportFault? FindFault(string passwordHash) =>
        DjangoHash.IsUnusable(passwordHash) ? null : DjangoHash.Parse(passwordHash, out _) switch
        {
            null => null,
            HashFault.UnknownAlgorithm => ImportFault.UnknownPasswordHash,
            HashFault.TooExpensive => ImportFault.ExpensivePasswordHash,
            _ => ImportFault.MalformedPasswordHash,
        };
}
