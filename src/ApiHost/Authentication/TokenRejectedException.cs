using Microsoft.IdentityModel.Tokens;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Carries the reason of a refusal through ASP.NET's authentication result. Never thrown.</summary>
internal sealed class TokenRejectedException(TokenRejection rejection) : SecurityTokenException($"The access token is refused: {rejection}.")
{
    public TokenRejection Rejection { get; } = rejection;
}
