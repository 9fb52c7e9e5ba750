namespace TokenGrains.Importing;

/// <summary>What an import did with one row.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.ImportResult")]
public abstract record ImportResult
{
    private ImportResult() { }

    /// <summary>It is new, and durable.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ImportResult.Added")]
    public sealed record Added : ImportResult;

    /// <summary>It was here and had changed at its source; now it is as there.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ImportResult.Updated")]
    public sealed record Updated : ImportResult;

    /// <summary>It was here already; nothing was written.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ImportResult.Unchanged")]
    public sealed record Unchanged : ImportResult;

    /// <summary>What has changed at its source was changed here too, and stands as it is here; nothing was written.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ImportResult.Kept")]
    public sealed record Kept : ImportResult;

    /// <summary>It cannot be taken; nothing was written.</summary>
    [GenerateSerializer, Immutable, Alias("tokengrains.ImportResult.Refused")]
    public sealed record Refused([property: Id(0)] ImportFault Fault) : ImportResult;
}

/// <summary>Why a row cannot be imported.</summary>
[GenerateSerializer, Alias("tokengrains.ImportFault")]
public enum ImportFault
{
    /// <summary>The id is not 1 to 2^53 - 1.</summary>
    IdOutOfRange,

    /// <summary>The id is that of an account which was not imported.</summary>
    IdTaken,

    /// <summary>The name is empty, too long or holds characters that names here do not.</summary>
    InvalidName,

    /// <summary>The name is another account's.</summary>
    NameTaken,

    /// <summary>The password's hash is of no algorithm that is known here.</summary>
    UnknownPasswordHash,

    /// <summary>The password's hash is not as its algorithm writes it.</summary>
    MalformedPasswordHash,

    /// <summary>To check the password's hash would take too much time or memory.</summary>
    ExpensivePasswordHash,

    /// <summary>The authtoken key is not 40 characters of lower-case hexadecimal.</summary>
    InvalidToken,
}
