using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Account;

/// <summary>A new password, by who knows the present one.</summary>
internal sealed record ChangePasswordRequest
{
    public required string CurrentPassword { get; init; }

    public required string NewPassword { get; init; }

    /// <summary>Without the passwords, which must not reach a log.</summary>
    public override string ToString() => nameof(ChangePasswordRequest);
}

/// <summary>The first pair of the session that takes the place of the caller's.</summary>
internal sealed record NewSessionResponse(string Access, string? Refresh)
{
    public static NewSessionResponse From(TokenPair tokens) => new(tokens.Access, tokens.Refresh);

    /// <summary>Without the tokens, which must not reach a log.</summary>
    public override string ToString() => nameof(NewSessionResponse);
}
