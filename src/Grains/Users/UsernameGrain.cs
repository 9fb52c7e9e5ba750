using System.Diagnostics;
using TokenGrains.Events;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Importing;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

[GrainType("username")]
internal sealed partial class UsernameGrain : Grain, IUsernameGrain, IUsernameImportGrain
{
    private readonly Durable<UsernameState> _name;
    private readonly PasswordHasher _passwords;
    private readonly PasswordPolicy _policy;
    private readonly TokenInstruments _instruments;
    private readonly SecurityEvents _events;
    private readonly ILogger<UsernameGrain> _logger;

    public UsernameGrain(
        [PersistentState("username")] IPersistentState<UsernameState> storage,
        IGrainContext context,
        PasswordHasher passwords,
        PasswordPolicy policy,
        TokenInstruments instruments,
        SecurityEvents events,
        ILogger<UsernameGrain> logger)
    {
        _name = new Durable<UsernameState>(storage, context);
        _passwords = passwords;
        _policy = policy;
        _instruments = instruments;
        _events = events;
        _logger = logger;
    }

    public async Task<RegisterResult> Register(Registration registration)
    {
        if (_policy.Check(registration.Password, registration.Name) is { } fault)
            return Ended(new RegisterResult.PasswordRefused(fault));
        // By this very registration if its answer was lost: it is run once more, and finds its user there.
        if (await IsTaken(registration.Name) && _name.Current!.Owner != registration.User)
            return Ended(new RegisterResult.NameTaken());
        if (await _passwords.Hash(registration.Password) is not { } hash)
            return Ended(new RegisterResult.Overloaded());

        // The claim comes first: should we die after it, the next one to want the name finds a claim without a user.
        await Claim(registration.User, registration.Name);
        return Ended(await GrainFactory.UserAccount(registration.User).Create(registration, hash));
    }

    public async Task<RenameResult> Rename(UserId user, Username name)
    {
        if (await IsTaken(name))
            return _name.Current!.Owner == user ? RenameResult.Renamed : RenameResult.NameTaken;

        // The former name needs no release: its claim has no user under it any more, and falls to whoever wants it.
        var claim = await Claim(user, name);
        if (!await GrainFactory.UserAccount(user).Assume(claim))
            return RenameResult.UnknownUser;

        LogRenamed(_logger, user);
        return RenameResult.Renamed;
    }

    public async Task<SignInResult> SignIn(SignIn signIn)
    {
        if (_name.Current?.Owner is { } owner)
            return await SignIn(GrainFactory.UserAccount(owner), signIn);

        // A name that nobody has must cost what a wrong password costs, and must not stay in memory.
        DeactivateOnIdle();
        var verdict = await _passwords.Verify(signIn.Password, hash: null);
        if (verdict is PasswordVerdict.Overloaded)
            return new SignInResult.Overloaded();
        await _events.Record(SecurityEventKind.SignInFailed, user: null, cause: EventNames.Of(EventCause.UnknownName), client: signIn.Client);
        return new SignInResult.InvalidCredentials();
    }

    public async Task<UserDescription?> Find(Username name)
    {
        if (_name.Current?.Owner is { } owner)
            return await GrainFactory.User(owner).Describe() is { } user && user.Name == name ? user : null;

        DeactivateOnIdle();
        return null;
    }

    private static async Task<SignInResult> SignIn(IUserAccountGrain account, SignIn signIn) => await account.SignIn(signIn) switch
    {
        SignInStep.Ended ended => ended.Result,
        SignInStep.Checked { Check: var check } => await account.CompleteSignIn(signIn, check),
        _ => throw new UnreachableException(),
    };

    /// <summary>Whether somebody has the name for good. A claim that came to nothing is made sure never to.</summary>
    private async Task<bool> IsTaken(Username name) =>
        _name.Current is { Owner: { } owner } current
        && await GrainFactory.UserAccount(owner).ConfirmOrFence(new NameClaim(name, current.ClaimNumber));

    private async Task<NameClaim> Claim(UserId user, Username name)
    {
        var next = new UsernameState { Owner = user, ClaimNumber = (_name.Current?.ClaimNumber ?? 0) + 1 };
        await _name.Write(next);
        return new NameClaim(name, next.ClaimNumber);
    }

    private RegisterResult Ended(RegisterResult result)
    {
        _instruments.OnRegistered(result);
        if (result is RegisterResult.Registered registered)
            LogRegistered(_logger, registered.User.User);
        return result;
    }
}
