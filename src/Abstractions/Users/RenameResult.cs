namespace TokenGrains.Users;

/// <summary>How a change of name ended.</summary>
[GenerateSerializer, Alias("tokengrains.RenameResult")]
public enum RenameResult
{
    /// <summary>The user has the name, durably.</summary>
    Renamed,

    /// <summary>Somebody else has it.</summary>
    NameTaken,

    /// <summary>There is no such user.</summary>
    UnknownUser,
}
