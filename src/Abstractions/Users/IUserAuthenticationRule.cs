namespace TokenGrains.Users;

/// <summary>Who may obtain and refresh JWTs: SimpleJWT's <c>USER_AUTHENTICATION_RULE</c>.</summary>
/// <remarks>Registered as a singleton, any number of them, all of which must agree; runs on the silo, beside the check that the user is active.</remarks>
public interface IUserAuthenticationRule
{
    /// <summary>False refuses the user as a wrong password would be, and the session from its next refresh on.</summary>
    bool MaySignIn(UserDescription user);
}
