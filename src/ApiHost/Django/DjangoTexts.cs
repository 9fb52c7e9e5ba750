using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The sentences of Django, Django REST framework and SimpleJWT that clients may compare.</summary>
internal static class DjangoTexts
{
    public const string WrongCredentialsAtTokenAuth = "Unable to log in with provided credentials.";
    public const string WrongCredentialsAtTokenPair = "No active account found with the given credentials";
    public const string NoActiveAccount = "No active account found for the given token.";
    public const string Blacklisted = "Token is blacklisted";
    public const string NotValidForAnyType = "Given token not valid for any token type";
    public const string MalformedHeader = "Authorization header must contain two space-delimited values";
    public const string NoUserInToken = "Token contained no recognizable user identification";
    public const string UserIsInactive = "User inactive or deleted.";
    public const string UserNotFound = "User not found";
    public const string UserNotActive = "User is inactive";
    public const string UnknownOpaqueToken = "Invalid token.";
    public const string WrongBasicCredentials = "Invalid username/password.";
    public const string PasswordChanged = "The user's password has been changed.";
    public const string NameTaken = "A user with that username already exists.";
    public const string MalformedName = "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
    public const string NameTooLong = "Ensure this field has no more than 150 characters.";
    public const string MalformedIdempotencyKey = "Idempotency-Key must be given once, with 1 to 255 printable ASCII characters.";
    public const string SessionMaximumReached = "Maximum number of sessions reached. Sign out elsewhere first.";
    public const string Busy = "The service is busy. Try again.";

    /// <summary>SimpleJWT tells an expired token from an invalid one since 5.5.</summary>
    public static string Of(TokenRejection rejection, string profile) => rejection switch
    {
        TokenRejection.Invalid or TokenRejection.Expired when profile is "5.2" => "Token is invalid or expired",
        TokenRejection.Expired => "Token is expired",
        TokenRejection.NoExpiry => "Token has no 'exp' claim",
        TokenRejection.NoId => "Token has no id",
        TokenRejection.NoType => "Token has no type",
        TokenRejection.WrongType => "Token has wrong type",
        TokenRejection.Ended => Blacklisted,
        _ => "Token is invalid",
    };

    public static string Of(PasswordFault fault) => fault switch
    {
        PasswordFault.TooShort => "This password is too short. It must contain at least 8 characters.",
        PasswordFault.TooLong => "Ensure this field has no more than 256 characters.",
        PasswordFault.TooCommon => "This password is too common.",
        _ => "The password is too similar to the username.",
    };
}
