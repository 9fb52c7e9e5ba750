namespace TokenGrains.Users;

/// <summary>How the making of an opaque token ended.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.CreateTokenResult")]
public abstract record CreateTokenResult
{
    private CreateTokenResult() { }

    /// <summary>It is durable. This is the only time that its text is told.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.CreateTokenResult.Created")]
    public sealed record Created([property: Id(0)] TokenDescription Token, [property: Id(1)] GrantedToken Secret) : CreateTokenResult;

    /// <summary>There is no such user.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.CreateTokenResult.UnknownUser")]
    public sealed record UnknownUser : CreateTokenResult;

    /// <summary>The user has a token of that name, or the name is one of those that the Django face needs.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.CreateTokenResult.NameTaken")]
    public sealed record NameTaken : CreateTokenResult;

    /// <summary>The user has as many as one may have.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.CreateTokenResult.TooMany")]
    public sealed record TooMany : CreateTokenResult;
}
