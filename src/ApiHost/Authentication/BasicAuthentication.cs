using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.Users;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Django REST framework's <c>BasicAuthentication</c>: name and password in the header (RFC 7617).</summary>
internal sealed class BasicAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IGrainFactory grains)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const int LongestCredentials = 16 * 1024;
    private static readonly string[] Words = [AuthenticationSchemes.Basic];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = TokenHeader.Read(Request.Headers.Authorization, Words, StringComparison.OrdinalIgnoreCase);
        if (header.State is TokenHeaderState.Absent)
            return AuthenticateResult.NoResult();
        if (header.State is TokenHeaderState.NoToken or TokenHeaderState.TooManyParts)
            return AuthenticateResult.Fail(new TokenHeaderException(header.State));
        if (!TryRead(header.Token, out var name, out var password))
            return AuthenticateResult.Fail(new TokenHeaderException(TokenHeaderState.NotBase64));
        if (password.Length == 0 || !Username.TryParse(name, out var username))
            return AuthenticateResult.Fail(new BasicCredentialsException(BasicFault.Wrong));

        return await grains.Username(username).SignIn(new SignIn(username, password, SignInPurpose.Identity)) switch
        {
            SignInResult.Identified { User: { IsActive: true } user } => AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(TokenGrainsClaims.Identify(user, Scheme.Name)), Scheme.Name)),
            SignInResult.Identified => AuthenticateResult.Fail(new BasicCredentialsException(BasicFault.Inactive)),
            SignInResult.Overloaded => AuthenticateResult.Fail(new BasicCredentialsException(BasicFault.Overloaded)),
            _ => AuthenticateResult.Fail(new BasicCredentialsException(BasicFault.Wrong)),
        };
    }

    // As DRF: base64 of UTF-8, or of Latin-1 if it is no UTF-8; the first colon ends the name, and without one there is no password.
    private static bool TryRead(string text, out string name, out string password)
    {
        (name, password) = ("", "");
        if (text.Length > LongestCredentials || PythonBase64.Decode(text) is not { } bytes)
            return false;

        var credentials = (System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        (name, password) = colon < 0 ? (credentials, "") : (credentials[..colon], credentials[(colon + 1)..]);
        return true;
    }
}

/// <summary>What is wrong with well-made Basic credentials.</summary>
internal enum BasicFault
{
    /// <summary>Unknown name or wrong password.</summary>
    Wrong,

    /// <summary>The user may not sign in.</summary>
    Inactive,

    /// <summary>Nothing was checked: the queue of passwords is full.</summary>
    Overloaded,
}

/// <summary>Carries the refusal of Basic credentials through ASP.NET's authentication result. Never thrown.</summary>
internal sealed class BasicCredentialsException(BasicFault fault) : AuthenticationFailureException($"The credentials are refused: {fault}.")
{
    public BasicFault Fault { get; } = fault;
}
