using TokenGrains.Tokens;

namespace TokenGrains.Sessions;

/// <summary>How a refresh ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.RotateResult")]
public abstract record RotateResult
{
    private RotateResult() { }

    /// <summary>The tokens to hand out; what they rest on is durable.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RotateResult.Rotated")]
    public sealed record Rotated([property: Id(0)] TokenPair Tokens) : RotateResult;

    /// <summary>The token is good for nothing any more; the cause is for logs, outside there is one answer.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.RotateResult.Refused")]
    public sealed record Refused([property: Id(0)] RefusalCause Cause) : RotateResult;
}
