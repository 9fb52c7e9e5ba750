using System.Collections.Immutable;
using Orleans.Concurrency;
using TokenGrains.Importing;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Importing;

/// <summary>Spreads a batch over the grains it is about, all rows at once: group commit makes few commits of them.</summary>
[GrainType("import"), StatelessWorker]
internal sealed class ImportGrain(TimeProvider time) : Grain, IImportGrain
{
    public async Task<ImmutableArray<ImportResult>> ImportUsers(ImmutableArray<ImportedUser> users, bool dryRun)
    {
        RequireSmall(users.Length);
        var results = await Task.WhenAll(users.Select(user => Import(user, dryRun)));

        // Those that were here already too: an import may have ended between a user's row and this list.
        var owners = users.Zip(results).Where(row => row.Second is not ImportResult.Refused).SelectMany(row => OwnerOf(row.First));
        if (!dryRun)
            await GrainFactory.ImportedTokenList().Add([.. owners]);
        return [.. results];
    }

    public async Task<ImmutableArray<ImportResult>> ImportRevocations(ImmutableArray<ImportedRevocation> revocations, bool dryRun)
    {
        RequireSmall(revocations.Length);
        return [.. await Task.WhenAll(revocations.Select(revocation => Import(revocation, dryRun)))];
    }

    private async Task<ImportResult> Import(ImportedUser row, bool dryRun) =>
        ImportedAccount.Read(row, out var fault) is { } account
            ? await GrainFactory.UsernameImport(account.Name).Import(account, dryRun)
            : new ImportResult.Refused(fault);

    private async Task<ImportResult> Import(ImportedRevocation row, bool dryRun)
    {
        if (!UserId.TryCreate(row.User, out var user))
            return new ImportResult.Refused(ImportFault.IdOutOfRange);
        if (row.ExpiresAt <= time.GetUtcNow())
            return new ImportResult.Unchanged();

        var session = GrainFactory.SessionImport(SessionId.FromJti(row.Jti));
        var isNew = dryRun ? !await session.IsOver() : await session.ImportRevoked(user, row.ExpiresAt);
        return isNew ? new ImportResult.Added() : new ImportResult.Unchanged();
    }

    private static IEnumerable<ImportedTokenOwner> OwnerOf(ImportedUser row)
    {
        if (!row.TokenHash.IsDefaultOrEmpty && UserId.TryCreate(row.Id, out var user))
            yield return new ImportedTokenOwner(ImportedToken.ReadPrefix(row.TokenHash), user);
    }

    private static void RequireSmall(int count) => ArgumentOutOfRangeException.ThrowIfGreaterThan(count, IImportGrain.LargestBatch);
}
