using TokenGrains.Grains.Importing;
using TokenGrains.Importing;

namespace TokenGrains.Grains.Users;

/// <summary>Having its account taken over from another system.</summary>
internal sealed partial class UsernameGrain
{
    public async Task<ImportResult> Import(ImportedAccount account, bool dryRun)
    {
        DeactivateOnIdle();
        var user = GrainFactory.UserImport(account.User);
        var step = await (dryRun ? user.Preview(account) : user.Import(account, claim: null));
        if (!step.NeedsName)
            return step.Result;

        // Looking whether the name is taken makes sure that a broken claim stays broken: a dry run must only look.
        if (await (dryRun ? IsHeld(account) : IsTaken(account.Name)))
            return new ImportResult.Refused(ImportFault.NameTaken);
        return dryRun ? step.Result : (await user.Import(account, await Claim(account.User, account.Name))).Result;
    }

    private async Task<bool> IsHeld(ImportedAccount account) => await Find(account.Name) is not null;
}
