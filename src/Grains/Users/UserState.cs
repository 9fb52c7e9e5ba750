using System.Collections.Immutable;
using TokenGrains.Grains.Importing;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>What is stored of one user, under the state name <c>user</c>.</summary>
[GenerateSerializer, Immutable, Alias("tokengrains.UserState")]
internal sealed record UserState
{
    /// <summary>Whether this row is a user, was one, or can never become one.</summary>
    [Id(0)]
    public UserStatus Status { get; init; }

    /// <summary>The normalised name; the default value in a row that is no user.</summary>
    [Id(1)]
    public Username Name { get; init; }

    /// <summary>The password's hash in the PHC string format, or another format that starts with its own name; empty in a row that is no user.</summary>
    [Id(2)]
    public string PasswordHash { get; init; } = "";

    /// <summary>Grows by one with every change of the password, not with a rehash: what a sign-in checked must still be so when it ends.</summary>
    [Id(3)]
    public uint PasswordVersion { get; init; }

    /// <summary>Whether the user may sign in. While not, none of its tokens works; they do again afterwards.</summary>
    [Id(4)]
    public bool IsActive { get; init; }

    /// <summary>Whether the user may use the admin face.</summary>
    [Id(5)]
    public bool IsStaff { get; init; }

    /// <summary>When the account was made (UTC).</summary>
    [Id(6)]
    public DateTimeOffset JoinedAt { get; init; }

    /// <summary>The last sign-in for a pair of JWTs (UTC), if <c>UPDATE_LAST_LOGIN</c> is on.</summary>
    [Id(7)]
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>
    /// Grows by one when all sessions are ended: a session remembers the epoch it began in and is over when it has passed. A
    /// counter and not a time, because the clocks of two silos differ.
    /// </summary>
    [Id(8)]
    public uint SessionEpoch { get; init; }

    /// <summary>The live opaque tokens.</summary>
    [Id(9)]
    public ImmutableArray<OpaqueTokenEntry> OpaqueTokens { get; init; } = [];

    /// <summary>The claims of names that this user may never complete, because others were let past them: the last of each name.</summary>
    [Id(10)]
    public ImmutableArray<NameClaim> FencedClaims { get; init; } = [];

    /// <summary>When <see cref="SessionEpoch"/> last grew (UTC); null while it never did.</summary>
    [Id(11)]
    public DateTimeOffset? SessionsEndedAt { get; init; }

    /// <summary>What it was like at its source, if it was imported; null if it was made here.</summary>
    [Id(12)]
    public ImportOrigin? Origin { get; init; }

    /// <summary>
    /// Grows by one with each change that tokens are judged by, and is told to the revocation feed with it: who kept a verdict that
    /// rests on an older one must ask again.
    /// </summary>
    [Id(13)]
    public uint Version { get; init; }

    /// <summary>True if the claim may never be completed.</summary>
    public bool IsFenced(NameClaim claim) => FencedClaims.Any(fenced => fenced.Name == claim.Name && fenced.Number >= claim.Number);

    /// <summary>The state in which the claim can never be completed.</summary>
    public UserState Fence(NameClaim claim) =>
        this with { FencedClaims = [.. FencedClaims.Where(fenced => fenced.Name != claim.Name), claim] };

    /// <summary>The state in which all sessions that exist are over.</summary>
    public UserState EndSessions(DateTimeOffset now) => this with { SessionEpoch = SessionEpoch + 1, SessionsEndedAt = now };

    /// <summary>Without the hash, which must not reach a log.</summary>
    public override string ToString() => nameof(UserState);
}

/// <summary>What a row of the user grain stands for.</summary>
[GenerateSerializer, Alias("tokengrains.UserStatus")]
internal enum UserStatus
{
    /// <summary>A registration that was given up before the user existed. Only an import, which brings its ids along, may still use the id.</summary>
    Fenced,

    /// <summary>A user.</summary>
    Live,

    /// <summary>A user who was deleted. The id is never given out again.</summary>
    Deleted,
}
