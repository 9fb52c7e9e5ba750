namespace TokenGrains.Users;

/// <summary>The text of an opaque token on its way to its owner.</summary>
/// <param name="Text">The token.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.GrantedToken")]
public sealed record GrantedToken([property: Id(0)] string Text)
{
    /// <summary>Without the token: Orleans logs the results of calls at its trace level.</summary>
    public override string ToString() => nameof(GrantedToken);
}
