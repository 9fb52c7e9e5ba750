using System.Collections.Immutable;
using TokenGrains.Grains.Users;
using TokenGrains.Importing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Importing;

/// <summary>Decides what a row changes about an account: docs/decisions/0030-an-import-is-a-three-way-merge.md.</summary>
/// <remarks>
/// Thing by thing, the side that has changed since the last import wins; if both have, the account here. Dates are of the source,
/// the last login is the later one.
/// </remarks>
internal static class ImportRule
{
    /// <summary>The decision.</summary>
    /// <param name="current">The account's row here; null if there is none.</param>
    /// <param name="account">The account at its source.</param>
    /// <param name="claim">The claim of its name, once there is one.</param>
    public static ImportDecision Decide(UserState? current, ImportedAccount account, NameClaim? claim) => current switch
    {
        { Status: UserStatus.Deleted } => ImportDecision.End(new ImportResult.Kept()),
        { Status: UserStatus.Live, Origin: null } => ImportDecision.End(new ImportResult.Refused(ImportFault.IdTaken)),
        { Status: UserStatus.Live, Origin: { } origin } => Merge(current, origin, account, claim),
        _ when claim is null => ImportDecision.ClaimName(new ImportResult.Added()),
        _ when current?.IsFenced(claim.Value) is true => ImportDecision.End(new ImportResult.Refused(ImportFault.NameTaken)),
        _ => ImportDecision.Write(new ImportResult.Added(), Create(current, account)),
    };

    private static UserState Create(UserState? fenced, ImportedAccount account) => new()
    {
        Status = UserStatus.Live,
        Name = account.Name,
        PasswordHash = account.Source.PasswordHash,
        IsActive = account.Source.IsActive,
        IsStaff = account.Source.IsStaff,
        JoinedAt = account.Source.JoinedAt,
        LastLoginAt = account.Source.LastLoginAt,
        OpaqueTokens = TokensOf(account),
        FencedClaims = fenced?.FencedClaims ?? [],
        Origin = ImportOrigin.Of(account, passwordVersion: 0),
    };

    private static ImportDecision Merge(UserState user, ImportOrigin origin, ImportedAccount account, NameClaim? claim)
    {
        var merge = new ThreeWay();
        var source = account.Source;
        var name = merge.Of(origin.Name, user.Name, account.Name);
        if (name != user.Name && claim is null)
            return ImportDecision.ClaimName(new ImportResult.Updated());
        if (name != user.Name && user.IsFenced(claim!.Value))
            return ImportDecision.End(new ImportResult.Refused(ImportFault.NameTaken));

        var next = user with
        {
            Name = name,
            IsActive = merge.Of(origin.IsActive, user.IsActive, source.IsActive),
            IsStaff = merge.Of(origin.IsStaff, user.IsStaff, source.IsStaff),
            JoinedAt = source.JoinedAt,
            LastLoginAt = source.LastLoginAt > user.LastLoginAt || user.LastLoginAt is null ? source.LastLoginAt : user.LastLoginAt,
        };
        var nextOrigin = origin with
        {
            Name = name == account.Name ? name : origin.Name,
            IsActive = next.IsActive == source.IsActive ? next.IsActive : origin.IsActive,
            IsStaff = next.IsStaff == source.IsStaff ? next.IsStaff : origin.IsStaff,
        };
        (next, nextOrigin) = MergePassword(next, nextOrigin, account, merge);
        (next, nextOrigin) = MergeToken(next, nextOrigin, account, merge);
        return next != user ? ImportDecision.Write(new ImportResult.Updated(), next with { Origin = nextOrigin })
            : ImportDecision.End(merge.HasKept ? new ImportResult.Kept() : new ImportResult.Unchanged());
    }

    // Django writes a new hash of the same password when its cost is raised, so sessions go on: a move logs nobody out.
    private static (UserState User, ImportOrigin Origin) MergePassword(
        UserState user, ImportOrigin origin, ImportedAccount account, ThreeWay merge)
    {
        var fingerprint = account.PasswordFingerprint;
        if (!merge.Takes(
            hasChangedThere: !fingerprint.AsSpan().SequenceEqual(origin.PasswordFingerprint.AsSpan()),
            hasChangedHere: user.PasswordVersion != origin.PasswordVersion))
        {
            return (user, origin);
        }

        var version = user.PasswordVersion + 1;
        return (
            user with { PasswordHash = account.Source.PasswordHash, PasswordVersion = version },
            origin with { PasswordFingerprint = fingerprint, PasswordVersion = version });
    }

    private static (UserState User, ImportOrigin Origin) MergeToken(
        UserState user, ImportOrigin origin, ImportedAccount account, ThreeWay merge)
    {
        var before = user.OpaqueTokens.FirstOrDefault(entry => entry.Name == OpaqueTokenEntry.ImportedName);
        var hash = account.Source.TokenHash;
        if (!merge.Takes(
            hasChangedThere: !hash.AsSpan().SequenceEqual(origin.TokenHash.AsSpan()),
            hasChangedHere: before is null && !origin.TokenHash.IsEmpty))
        {
            return (user, origin);
        }

        var others = before is null ? user.OpaqueTokens : user.OpaqueTokens.Remove(before);
        return (user with { OpaqueTokens = others.AddRange(TokensOf(account)) }, origin with { TokenHash = hash });
    }

    private static ImmutableArray<OpaqueTokenEntry> TokensOf(ImportedAccount account) => account.Source.TokenHash is { IsEmpty: false } hash
        ? [new OpaqueTokenEntry(ImportedToken.ReadPrefix(hash), OpaqueTokenEntry.ImportedName, KeyId: 0, hash, account.Source.JoinedAt)]
        : [];

    /// <summary>Compares what a thing was, is here, and is at its source.</summary>
    private sealed class ThreeWay
    {
        /// <summary>True once something that has changed at its source stays as it is here.</summary>
        public bool HasKept { get; private set; }

        public T Of<T>(T origin, T here, T there)
            where T : IEquatable<T> =>
            !there.Equals(here) && Takes(hasChangedThere: !there.Equals(origin), hasChangedHere: !here.Equals(origin)) ? there : here;

        public bool Takes(bool hasChangedThere, bool hasChangedHere)
        {
            HasKept |= hasChangedThere && hasChangedHere;
            return hasChangedThere && !hasChangedHere;
        }
    }
}
