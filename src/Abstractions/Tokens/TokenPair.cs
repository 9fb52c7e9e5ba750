namespace TokenGrains.Tokens;

/// <summary>What a sign-in or a refresh hands out.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">The refresh token; null where the presented one goes on being good.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.TokenPair")]
public sealed record TokenPair([property: Id(0)] string Access, [property: Id(1)] string? Refresh)
{
    /// <summary>Nothing of the tokens: they must not reach a log.</summary>
    public override string ToString() => nameof(TokenPair);
}
