using Orleans.Concurrency;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>The side of the user grain that only other grains see: a password hash or a standing never reaches a host.</summary>
[Alias("tokengrains.IUserAccountGrain"), GrainInterfaceType("user-account")]
internal interface IUserAccountGrain : IGrainWithStringKey
{
    /// <summary>Makes the user, if nothing was ever stored under this id but by the same registration.</summary>
    [Repeatable, Alias("Create"), ResponseTimeout(OnceOnlyCalls.ResponseTimeout)]
    Task<RegisterResult> Create(Registration registration, string passwordHash);

    /// <summary>True if the user is there under the claimed name; if not, the claim can never be completed any more.</summary>
    [Repeatable, Alias("ConfirmOrFence")]
    Task<bool> ConfirmOrFence(NameClaim claim);

    /// <summary>Completes a change of name; false if there is no such user or the claim was fenced.</summary>
    [Repeatable, Alias("Assume")]
    Task<bool> Assume(NameClaim claim);

    /// <summary>Checks the password, and hands out what is wanted unless that takes a write.</summary>
    [AlwaysInterleave, Repeatable, Alias("SignIn"), ResponseTimeout(HashingCalls.ResponseTimeout)]
    Task<SignInStep> SignIn(SignIn signIn);

    /// <summary>Writes what a sign-in brings and hands out what is wanted.</summary>
    [Repeatable, Alias("CompleteSignIn"), ResponseTimeout(OnceOnlyCalls.ResponseTimeout)]
    Task<SignInResult> CompleteSignIn(SignIn signIn, PasswordCheck check);

    /// <summary>What a session must know of its user; null if the user is gone.</summary>
    [AlwaysInterleave, Repeatable, Alias("GetStanding")]
    Task<UserStanding?> GetStanding();

    /// <summary>Writes down that a token was used. Nobody waits for it.</summary>
    [OneWay, Repeatable, Alias("RecordTokenUse")]
    Task RecordTokenUse(ulong id, DateTimeOffset usedAt);
}

/// <summary>What a session must know of its user.</summary>
/// <param name="Name">The user's present name.</param>
/// <param name="IsActive">Whether the user may sign in.</param>
/// <param name="SessionEpoch">Sessions of an older epoch are over.</param>
/// <param name="SessionsEndedAt">When the epoch last moved (UTC): a token that Django made earlier is over, too.</param>
/// <param name="PasswordFingerprint">What <c>CHECK_REVOKE_TOKEN</c> compares; null if it is off.</param>
[GenerateSerializer, Immutable, Alias("tokengrains.UserStanding")]
internal sealed record UserStanding(
    [property: Id(0)] Username Name,
    [property: Id(1)] bool IsActive,
    [property: Id(2)] uint SessionEpoch,
    [property: Id(3)] DateTimeOffset? SessionsEndedAt = null,
    [property: Id(4)] string? PasswordFingerprint = null)
{
    /// <summary>The standing of nobody: SimpleJWT refreshes a token of Django that names no user without a look at any.</summary>
    public static readonly UserStanding Nobody = new(default, IsActive: true, SessionEpoch: 0);

    /// <summary>Without the fingerprint, which must not reach a log.</summary>
    public override string ToString() => nameof(UserStanding);
}
