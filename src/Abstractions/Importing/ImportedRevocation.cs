namespace TokenGrains.Importing;

/// <summary>A refresh token that was revoked in the system that made it.</summary>
/// <param name="User">Whose it was: 1 to 2^53 - 1.</param>
/// <param name="Jti">Its <c>jti</c> claim.</param>
/// <param name="ExpiresAt">When it ends by itself (UTC).</param>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportedRevocation")]
public sealed record ImportedRevocation(
    [property: Id(0)] long User, [property: Id(1)] string Jti, [property: Id(2)] DateTimeOffset ExpiresAt);
