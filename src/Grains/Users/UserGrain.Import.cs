using TokenGrains.Grains.Importing;

namespace TokenGrains.Grains.Users;

/// <summary>Being taken over from another system.</summary>
internal sealed partial class UserGrain
{
    public async Task<ImportStep> Import(ImportedAccount account, NameClaim? claim)
    {
        var decision = ImportRule.Decide(_user.Current, account, claim);
        if (decision.Next is { } next)
            await (Live is { } user ? WriteAndAnnounce(user, next) : _user.Write(next));

        // An import must not fill the memory with everybody.
        if (!decision.Step.NeedsName)
            DeactivateOnIdle();
        return decision.Step;
    }

    public Task<ImportStep> Preview(ImportedAccount account)
    {
        DeactivateOnIdle();
        return Task.FromResult(ImportRule.Decide(_user.Current, account, claim: null).Step);
    }
}
