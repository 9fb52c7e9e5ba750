namespace TokenGrains.Sessions;

/// <summary>How a revocation ended.</summary>
[GenerateSerializer, Alias("tokengrains.RevokeResult")]
public enum RevokeResult
{
    /// <summary>The session is over, durably.</summary>
    Revoked,

    /// <summary>It was over before, or the token was spent long ago.</summary>
    AlreadyOver,

    /// <summary>There is no such session, or no longer.</summary>
    Unknown,
}
