using TokenGrains.Importing;

namespace TokenGrains.Cli.Targets;

/// <summary>What the commands are done to: a service that runs, or its store.</summary>
internal interface ITarget : IAsyncDisposable
{
    /// <summary>Makes an account; its id.</summary>
    Task<long> CreateUser(string name, string password, bool isStaff);

    /// <summary>The id of the account with that name.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    Task<long> FindUser(string name);

    /// <summary>The text of the user's opaque token: the one there is, or a new one.</summary>
    Task<string> CreateToken(long user, bool regenerate);

    Task ChangePassword(long user, string password);

    /// <summary>Ends all opaque tokens and all sessions of the user.</summary>
    Task RevokeUser(long user);

    /// <summary>Deletes what has ended; how many rows.</summary>
    Task<int> FlushExpired();

    /// <summary>See <see cref="IImportGrain.ImportUsers"/>.</summary>
    Task<IReadOnlyList<ImportResult>> ImportUsers(IReadOnlyList<ImportedUser> users, bool dryRun);

    /// <summary>See <see cref="IImportGrain.ImportRevocations"/>.</summary>
    Task<IReadOnlyList<ImportResult>> ImportRevocations(IReadOnlyList<ImportedRevocation> revocations, bool dryRun);
}
