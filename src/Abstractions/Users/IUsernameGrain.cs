using Orleans.Concurrency;

namespace TokenGrains.Users;

/// <summary>Owns the claim of one normalised name by one user id. Its key is a hash of the name, so every call brings the name.</summary>
/// <remarks>
/// A claim alone is worth nothing: the name is taken once the user's own row says so. Whoever meets a claim without such a
/// user fences it, so that it can never be completed, and takes the name. A crash between the steps blocks nobody.
/// </remarks>
[Alias("tokengrains.IUsernameGrain"), GrainInterfaceType("username")]
public interface IUsernameGrain : IGrainWithStringKey
{
    /// <summary>Makes an account with this name, whole or not at all. The id is the registration's own: with it, it may be sent again.</summary>
    [Repeatable, Alias("Register"), ResponseTimeout(HashingCalls.ResponseTimeout)]
    Task<RegisterResult> Register(Registration registration);

    /// <summary>Gives this name to <paramref name="user"/>, who exists, instead of the one that user has.</summary>
    [Alias("Rename")]
    Task<RenameResult> Rename(UserId user, Username name);

    /// <summary>Checks a password. An unknown name costs what a wrong password costs, and gets the same answer.</summary>
    [AlwaysInterleave, Repeatable, Alias("SignIn"), ResponseTimeout(HashingCalls.ResponseTimeout)]
    Task<SignInResult> SignIn(SignIn signIn);

    /// <summary>The user whose name it is; null if nobody's.</summary>
    [AlwaysInterleave, Repeatable, Alias("Find")]
    Task<UserDescription?> Find(Username name);
}
