using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>What is stored of one name, under the state name <c>username</c>.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.UsernameState")]
internal sealed record UsernameState
{
    /// <summary>Who claims the name; null if nobody does. A claim counts only if that user's own row bears it out.</summary>
    [Id(0)]
    public UserId? Owner { get; init; }

    /// <summary>How many claims there have been: the number of the present one.</summary>
    [Id(1)]
    public ulong ClaimNumber { get; init; }
}

/// <summary>One attempt to take a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Number">Which attempt of that name it is.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.NameClaim")]
internal readonly record struct NameClaim([property: Id(0)] Username Name, [property: Id(1)] ulong Number);
