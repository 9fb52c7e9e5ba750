using Microsoft.AspNetCore.Authentication;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Carries the fault of a token header through ASP.NET's authentication result. Never thrown.</summary>
internal sealed class TokenHeaderException(TokenHeaderState state) : AuthenticationFailureException($"The token header is malformed: {state}.")
{
    public TokenHeaderState State { get; } = state;
}
