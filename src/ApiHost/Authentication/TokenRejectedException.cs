using Microsoft.IdentityModel.Tokens;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Carries the reasons of a refusal through ASP.NET's authentication result, one for each token type that was tried. Never thrown.</summary>
internal class TokenRejectedException(IReadOnlyList<(string Type, TokenRejection Rejection)> rejections)
    : SecurityTokenException("The access token is refused.")
{
    public IReadOnlyList<(string Type, TokenRejection Rejection)> Rejections { get; } = rejections;

    /// <summary>True if the token is good for one of the types and names no user.</summary>
    public bool NamesNobody => Rejections.Any(rejected => rejected.Rejection is TokenRejection.NoUser);
}

/// <summary>The refusal of a token that is good but for having been ended before its time.</summary>
internal sealed class TokenEndedException(VerifiedToken token) : TokenRejectedException([(token.Type!, TokenRejection.Ended)])
{
    public VerifiedToken Token { get; } = token;
}
