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
    private const string TokenNotValidCode = "token_not_valid";

    private readonly string _profile = options.Value.Profile;

    /// <summary><c>{}</c></summary>
    public static readonly DjangoResponse Empty = new(StatusCodes.Status200OK, "{}"u8.ToArray());

    private static readonly DjangoResponse Busy =
        new(StatusCodes.Status503ServiceUnavailable, DjangoResponse.Detail(StatusCodes.Status503ServiceUnavailable, DjangoTexts.Busy).Body)
        {
            Headers = [("Retry-After", "1")],
        };

    /// <summary>Django knows no such header; the shape is that of its other faults of a request.</summary>
    public static readonly DjangoResponse MalformedIdempotencyKey =
        DjangoResponse.Detail(StatusCodes.Status400BadRequest, DjangoTexts.MalformedIdempotencyKey);

    /// <summary>Django has no such refusal; the shape is that of its <c>PermissionDenied</c>.</summary>
    private static readonly DjangoResponse SessionMaximumReached =
        DjangoResponse.Detail(StatusCodes.Status403Forbidden, DjangoTexts.SessionMaximumReached);

    /// <summary>A refresh token, refreshing or sliding, of a user who may not sign in or is gone. It has no code, unlike other refusals.</summary>
    public static readonly DjangoResponse NoActiveAccount = Unauthorized(DjangoTexts.NoActiveAccount);

    private static readonly DjangoResponse PasswordChanged = Unauthorized(DjangoTexts.PasswordChanged);

    private static readonly DjangoResponse Blacklisted = Unauthorized(DjangoTexts.Blacklisted, TokenNotValidCode);

    public static DjangoResponse OpaqueToken(SignInResult result) => result switch
    {
        SignInResult.OpaqueTokenGranted granted => DjangoBodies.Token(granted.Token),
        SignInResult.InvalidCredentials or SignInResult.UserInactive => DjangoResponse.NonFieldErrors(DjangoTexts.WrongCredentialsAtTokenAuth),
        SignInResult.Overloaded => Busy,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    public static DjangoResponse Jwts(SignInResult result) => result switch
    {
        SignInResult.SessionStarted started => DjangoBodies.TokenPair(started.Tokens),
        SignInResult.SlidingTokenGranted granted => DjangoBodies.Token(granted.Token),
        SignInResult.InvalidCredentials or SignInResult.UserInactive => Unauthorized(DjangoTexts.WrongCredentialsAtTokenPair),
        SignInResult.SessionMaximumReached => SessionMaximumReached,
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
        RotateResult.Refused { Cause: RefusalCause.UserInactive } => NoActiveAccount,
        RotateResult.Refused { Cause: RefusalCause.PasswordChanged } => PasswordChanged,
        RotateResult.Refused => Blacklisted,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    public static DjangoResponse Blacklist(RevokeResult result) => result is RevokeResult.Revoked ? Empty : Blacklisted;

    /// <summary>Verify alone says 400 of a blacklisted token.</summary>
    public static DjangoResponse Verified(bool isLive) => isLive ? Empty : DjangoResponse.NonFieldErrors(DjangoTexts.Blacklisted);

    public static DjangoResponse Renewal(RenewResult result) => result switch
    {
        RenewResult.Renewed renewed => DjangoBodies.Token(renewed.Token),
        RenewResult.UserInactive => NoActiveAccount,
        RenewResult.Ended => Blacklisted,
        RenewResult.PasswordChanged => PasswordChanged,
        var unmapped => throw new UnreachableException(unmapped.GetType().Name),
    };

    /// <summary>A token whose fault depends on the names of claims.</summary>
    public static DjangoResponse TokenNotValid(string text) => Unauthorized(text, TokenNotValidCode);

    /// <summary>What a token endpoint says of a JWT that it does not take.</summary>
    public DjangoResponse Rejected(TokenRejection rejection) => Unauthorized(DjangoTexts.Of(rejection, _profile), TokenNotValidCode);

    /// <summary>What a protected view says of credentials that it does not take.</summary>
    public DjangoResponse AuthenticationFailed(AuthenticateResult result, string scheme) => result.Failure switch
    {
        TokenRejectedException { NamesNobody: true } => Unauthorized(DjangoTexts.NoUserInToken, TokenNotValidCode),
        TokenRejectedException rejected => DjangoBodies.NotValidForAnyType(rejected.Rejections, _profile),
        TokenUserException refused => Describe(refused.Fault),
        OpaqueTokenException { UserIsInactive: true } => Unauthorized(DjangoTexts.UserIsInactive),
        OpaqueTokenException => Unauthorized(DjangoTexts.UnknownOpaqueToken),
        BasicCredentialsException { Fault: BasicFault.Overloaded } => Busy,
        BasicCredentialsException { Fault: BasicFault.Inactive } => Unauthorized(DjangoTexts.UserIsInactive),
        BasicCredentialsException => Unauthorized(DjangoTexts.WrongBasicCredentials),
        TokenHeaderException malformed when scheme is AuthenticationSchemes.Basic => Unauthorized(DescribeBasic(malformed.State)),
        TokenHeaderException malformed when scheme is AuthenticationSchemes.OpaqueToken => Unauthorized(Describe(malformed.State)),
        TokenHeaderException => Unauthorized(DjangoTexts.MalformedHeader, "bad_authorization_header"),
        var unmapped => throw new AuthenticationFailureException("A scheme failed in a way that has no Django answer.", unmapped),
    };

    private static DjangoResponse Describe(TokenUserFault fault) => fault switch
    {
        TokenUserFault.NotFound => Unauthorized(DjangoTexts.UserNotFound, "user_not_found"),
        TokenUserFault.Inactive => Unauthorized(DjangoTexts.UserNotActive, "user_inactive"),
        _ => Unauthorized(DjangoTexts.PasswordChanged, "password_changed"),
    };

    private static string DescribeBasic(TokenHeaderState state) => "Invalid basic header. " + state switch
    {
        TokenHeaderState.NoToken => "No credentials provided.",
        TokenHeaderState.TooManyParts => "Credentials string should not contain spaces.",
        _ => "Credentials not correctly base64 encoded.",
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
