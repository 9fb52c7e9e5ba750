using System.Diagnostics;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;
using AuthenticateResult = Microsoft.AspNetCore.Authentication.AuthenticateResult;

namespace TokenGrains.ApiHost.Django;

/// <summary>The one place that puts results into Django's bodies.</summary>
internal sealed class DjangoAnswers(IOptions<SimpleJwtOptions> options)
{
    private const string TokenNotValid = "token_not_valid";

    private readonly string _profile = options.Value.Profile;

    /// <summary><c>{}</c></summary>
    public static readonly DjangoResponse Empty = new(StatusCodes.Status200OK, "{}"u8.ToArray());

    private static readonly DjangoResponse Busy =
        new(StatusCodes.Status503ServiceUnavailable, DjangoResponse.Detail(StatusCodes.Status503ServiceUnavailable, DjangoTexts.Busy).Body)
        {
            Headers = [("Retry-After", "1")],
        };

    private static readonly DjangoResponse Blacklisted = Unauthorized(DjangoTexts.Blacklisted, TokenNotValid);

    public static DjangoResponse OpaqueToken(SignInResult result) => result switch
    {
        SignInResult.OpaqueTokenGranted granted => DjangoBodies.OpaqueToken(granted.Token),
        SignInResult.InvalidCredentials or SignInResult.UserInactive => DjangoResponse.NonFieldErrors(DjangoTexts.WrongCredentialsAtTokenAuth),
        SignInResult.Overloaded => Busy,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    public static DjangoResponse TokenPair(SignInResult result) => result switch
    {
        SignInResult.SessionStarted started => DjangoBodies.TokenPair(started.Tokens),
        SignInResult.InvalidCredentials or SignInResult.UserInactive => Unauthorized(DjangoTexts.WrongCredentialsAtTokenPair),
        SignInResult.Overloaded => Busy,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    public static DjangoResponse Registration(RegisterResult result) => result switch
    {
        RegisterResult.Registered registered => DjangoBodies.Registered(registered.User.Name, registered.Tokens!),
        RegisterResult.NameTaken => RegistrationRefused(FieldErrors.Of("username", DjangoTexts.NameTaken)),
        RegisterResult.PasswordRefused refused => RegistrationRefused(FieldErrors.Of("password", DjangoTexts.Of(refused.Fault))),
        RegisterResult.Overloaded or RegisterResult.IdTaken => Busy,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    /// <summary>The how-to's view says 200 and puts 403 into the body.</summary>
    public static DjangoResponse RegistrationRefused(FieldErrors errors) => DjangoBodies.RegistrationRefused(errors);

    public static DjangoResponse Refresh(RotateResult result) => result switch
    {
        RotateResult.Rotated rotated => DjangoBodies.RefreshedPair(rotated.Tokens),
        RotateResult.Refused { Cause: RefusalCause.UserInactive } => Unauthorized(DjangoTexts.NoActiveAccount),
        RotateResult.Refused => Blacklisted,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    public static DjangoResponse Blacklist(RevokeResult result) => result is RevokeResult.Revoked ? Empty : Blacklisted;

    /// <summary>Verify alone says 400 of a blacklisted token.</summary>
    public static DjangoResponse Verified(bool isLive) => isLive ? Empty : DjangoResponse.NonFieldErrors(DjangoTexts.Blacklisted);

    public static DjangoResponse Hello(UserDescription? user) => user switch
    {
        null => Unauthorized(DjangoTexts.UserNotFound, "user_not_found"),
        { IsActive: false } => Unauthorized(DjangoTexts.UserNotActive, "user_inactive"),
        _ => DjangoBodies.Hello(user.Name.Value),
    };

    /// <summary>What a token endpoint says of a JWT that it does not take.</summary>
    public DjangoResponse Rejected(TokenRejection rejection) => Unauthorized(DjangoTexts.Of(rejection, _profile), TokenNotValid);

    /// <summary>What a protected view says of credentials that it does not take.</summary>
    public DjangoResponse AuthenticationFailed(AuthenticateResult result, string scheme) => result.Failure switch
    {
        TokenRejectedException { Rejection: TokenRejection.NoUser } => Unauthorized(DjangoTexts.NoUserInToken, TokenNotValid),
        TokenRejectedException rejected => DjangoBodies.NotValidForAnyType(DjangoTexts.Of(rejected.Rejection, _profile)),
        OpaqueTokenException { UserIsInactive: true } => Unauthorized(DjangoTexts.UserIsInactive),
        OpaqueTokenException => Unauthorized(DjangoTexts.UnknownOpaqueToken),
        TokenHeaderException when scheme is AuthenticationSchemes.AccessToken => Unauthorized(DjangoTexts.MalformedHeader, "bad_authorization_header"),
        TokenHeaderException malformed => Unauthorized(Describe(malformed.State)),
        var unmapped => throw new AuthenticationFailureException("A scheme failed in a way that has no Django answer.", unmapped),
    };

    private static string Describe(TokenHeaderState state) => "Invalid token header. " + state switch
    {
        TokenHeaderState.NoToken => "No credentials provided.",
        TokenHeaderState.TooManyParts => "Token string should not contain spaces.",
        _ => "Token string should not contain invalid characters.",
    };

    private static DjangoResponse Unauthorized(string text, string? code = null) =>
        DjangoResponse.Detail(StatusCodes.Status401Unauthorized, text, code);
}
