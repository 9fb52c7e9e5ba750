using System.Collections.Immutable;
using Orleans.Concurrency;
using TokenGrains.Grains.Users;
using TokenGrains.Importing;
using TokenGrains.Users;

namespace TokenGrains.Grains.Importing;

/// <summary>The side of the user grain that an import calls.</summary>
[Alias("tokengrains.IUserImportGrain"), GrainInterfaceType("user-import")]
internal interface IUserImportGrain : IGrainWithStringKey
{
    /// <summary>Brings the account up to date, unless its name must be claimed first.</summary>
    [Alias("Import"), ResponseTimeout(IImportGrain.ResponseTimeout)]
    Task<ImportStep> Import(ImportedAccount account, NameClaim? claim);

    /// <summary>What <see cref="Import"/> without a claim would do.</summary>
    [AlwaysInterleave, Alias("Preview"), ResponseTimeout(IImportGrain.ResponseTimeout)]
    Task<ImportStep> Preview(ImportedAccount account);
}

/// <summary>The side of the username grain that an import calls.</summary>
[Alias("tokengrains.IUsernameImportGrain"), GrainInterfaceType("username-import")]
internal interface IUsernameImportGrain : IGrainWithStringKey
{
    /// <summary>Brings the account of this name up to date, whole or not at all.</summary>
    [Alias("Import"), ResponseTimeout(IImportGrain.ResponseTimeout)]
    Task<ImportResult> Import(ImportedAccount account, bool dryRun);
}

/// <summary>The side of the session grain that an import calls.</summary>
[Alias("tokengrains.ISessionImportGrain"), GrainInterfaceType("session-import")]
internal interface ISessionImportGrain : IGrainWithStringKey
{
    /// <summary>Makes this a session that was revoked; false if it was over before. It is forgotten some time after <paramref name="end"/>.</summary>
    [Alias("ImportRevoked"), ResponseTimeout(IImportGrain.ResponseTimeout)]
    Task<bool> ImportRevoked(UserId user, DateTimeOffset end);

    /// <summary>Whether <see cref="ImportRevoked"/> has nothing to do.</summary>
    [AlwaysInterleave, Alias("IsOver"), ResponseTimeout(IImportGrain.ResponseTimeout)]
    Task<bool> IsOver();
}

/// <summary>The side of the list of imported authtoken keys that an import calls.</summary>
[Alias("tokengrains.IImportedTokenListGrain"), GrainInterfaceType("imported-token-list")]
internal interface IImportedTokenListGrain : IGrainWithStringKey
{
    /// <summary>Adds those that are not there yet.</summary>
    [Alias("Add"), ResponseTimeout(IImportGrain.ResponseTimeout)]
    Task Add(ImmutableArray<ImportedTokenOwner> owners);
}
