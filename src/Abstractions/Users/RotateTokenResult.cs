namespace TokenGrains.Users;

/// <summary>How the rotation of an opaque token ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.RotateTokenResult")]
public abstract record RotateTokenResult
{
    private RotateTokenResult() { }

    /// <summary>It is durable. This is the only time that the new text is told.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RotateTokenResult.Rotated")]
    public sealed record Rotated([property: Id(0)] TokenDescription Token, [property: Id(1)] GrantedToken Secret) : RotateTokenResult;

    /// <summary>The user has no such token, or is gone.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RotateTokenResult.UnknownToken")]
    public sealed record UnknownToken : RotateTokenResult;

    /// <summary>It was rotated before, or it is an imported key, which has no form of ours.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RotateTokenResult.NotRotatable")]
    public sealed record NotRotatable : RotateTokenResult;

    /// <summary>The token may do more than the caller, who would gain by it.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RotateTokenResult.ScopeExceeded")]
    public sealed record ScopeExceeded : RotateTokenResult;
}
