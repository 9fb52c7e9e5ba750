using TokenGrains.Events;
using TokenGrains.Grains.Sessions.Listing;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Coming to exist, taking a name, and signing in.</summary>
internal sealed partial class UserGrain
{
    public async Task<RegisterResult> Create(Registration registration, string passwordHash)
    {
        // A row of any kind means that the id was used or burnt. Only this very registration, whose answer was lost, brings the same name.
        if (_user.Current is null)
            await Add(registration, passwordHash);
        else if (Live?.Name != registration.Name)
            return new RegisterResult.IdTaken();

        var user = Live!;
        if (!registration.SignsIn && !registration.GetsToken)
            return new RegisterResult.Registered(Describe(user), Tokens: null);

        var token = await GrantToken(regenerate: false);
        var session = registration.SignsIn ? await StartSession(user, registration.Client) : null;
        return new RegisterResult.Registered(Describe(user), new FirstTokens(token!.Text, session));
    }

    public async Task<bool> ConfirmOrFence(NameClaim claim)
    {
        if (Live is { } user && user.Name == claim.Name)
            return true;

        var current = _user.Current ?? new UserState { Status = UserStatus.Fenced };
        if (!current.IsFenced(claim))
            await _user.Write(current.Fence(claim));
        return false;
    }

    public async Task<bool> Assume(NameClaim claim)
    {
        if (Live is not { } user || user.IsFenced(claim))
            return false;

        await WriteAndAnnounce(user, user with { Name = claim.Name });
        if (user.Name != claim.Name)
            await _events.Record(SecurityEventKind.UserRenamed, _id);
        return true;
    }

    public async Task<SignInResult> SignIn(SignIn signIn)
    {
        var result = await Verify(signIn);
        _instruments.OnSignedIn(result);
        LogSignedIn(_logger, _id, result.GetType().Name);
        await RecordOutcome(signIn, result);
        return result;
    }

    public async Task<GrantedToken?> GrantDefaultToken(uint passwordVersion)
    {
        if (Live is not { } user || !_rules.IsAdmitted(user) || user.PasswordVersion != passwordVersion)
            return null;

        if (FindDefaultToken(user) is { } existing)
            return new GrantedToken(await _defaultTokens.Rewrite(_id, existing));

        var (token, entry) = await _defaultTokens.Create(_id);
        await _user.Write(user with { OpaqueTokens = user.OpaqueTokens.Add(entry) });
        await _events.Record(SecurityEventKind.TokenCreated, _id);
        return new GrantedToken(token);
    }

    public async Task RecordSignIn(SignInRecord record)
    {
        if (Live is not { } user)
            return;

        var next = user with
        {
            PasswordHash = record.StrongerHash is { } hash && user.PasswordVersion == record.PasswordVersion ? hash : user.PasswordHash,
            LastLoginAt = record.LoginAt ?? user.LastLoginAt,
        };
        await (_rules.FingerprintOf(next) != _rules.FingerprintOf(user) ? WriteAndAnnounce(user, next) : _user.Write(next));
    }

    private async Task Add(Registration registration, string passwordHash)
    {
        var hasToken = registration.SignsIn || registration.GetsToken;
        await _user.Write(new UserState
        {
            Status = UserStatus.Live,
            Name = registration.Name,
            PasswordHash = passwordHash,
            IsActive = registration.IsActive,
            IsStaff = registration.IsStaff,
            JoinedAt = _time.GetUtcNow(),
            OpaqueTokens = hasToken ? [(await _defaultTokens.Create(_id)).Entry] : [],
        });
        await _events.Record(SecurityEventKind.Registered, _id, client: registration.Client);
    }

    // Interleaves with everything else while the hash is computed elsewhere, so it only reads; what it has to write it asks
    // of itself as a call like any other.
    private async Task<SignInResult> Verify(SignIn signIn)
    {
        var user = Live is { } live && live.Name == signIn.Name ? live : null;
        var verdict = await _passwords.Verify(signIn.Password, user?.PasswordHash);
        if (verdict is PasswordVerdict.Overloaded)
            return new SignInResult.Overloaded();
        if (verdict is PasswordVerdict.Wrong || user is null || Live?.PasswordVersion != user.PasswordVersion)
            return new SignInResult.InvalidCredentials();
        if (Live is not { } still || !_rules.IsAdmitted(still) || (YieldsJwt(signIn.Purpose) && !_rules.MaySignIn(still, Describe(still))))
            return new SignInResult.UserInactive();

        // First: a stronger hash has another fingerprint, and the tokens are to carry that of the one that stays. All else is as
        // it was when the password was checked, the epoch above all.
        if (verdict is PasswordVerdict.RightButOutdated)
            await Rehash(signIn, user);
        var result = await Grant(signIn, user with { PasswordHash = Live?.PasswordHash ?? "" });
        if (_rules.UpdatesLastLogin && result is SignInResult.SessionStarted or SignInResult.SlidingTokenGranted)
            await GrainFactory.UserAccount(_id).RecordSignIn(new SignInRecord(user.PasswordVersion, StrongerHash: null, _time.GetUtcNow()));
        return result;
    }

    private static bool YieldsJwt(SignInPurpose purpose) => purpose is SignInPurpose.Session or SignInPurpose.SlidingToken;

    private async Task<SignInResult> Grant(SignIn signIn, UserState user)
    {
        var purpose = signIn.Purpose;
        if (purpose is SignInPurpose.Identity)
            return new SignInResult.Identified(Describe(user));
        if (purpose is SignInPurpose.Session)
            return await StartSession(user, signIn.Client) is { } tokens ? new SignInResult.SessionStarted(_id, tokens) : new SignInResult.SessionMaximumReached();
        if (purpose is SignInPurpose.SlidingToken)
            return new SignInResult.SlidingTokenGranted(_id, await _issuer.IssueSliding(_id, user.SessionEpoch, _rules.BeginClaims(user, Describe(user)), _time.GetUtcNow()));

        var token = FindDefaultToken(Live) is { } existing
            ? await _defaultTokens.Rewrite(_id, existing)
            : (await GrainFactory.UserAccount(_id).GrantDefaultToken(user.PasswordVersion))?.Text;
        return token is null ? new SignInResult.InvalidCredentials() : new SignInResult.OpaqueTokenGranted(_id, token);
    }

    private async Task Rehash(SignIn signIn, UserState user)
    {
        // A full queue only puts it off to the next sign-in.
        if (await _passwords.Hash(signIn.Password) is { } strongerHash)
            await GrainFactory.UserAccount(_id).RecordSignIn(new SignInRecord(user.PasswordVersion, strongerHash, LoginAt: null));
    }

    /// <summary>Null if the user has as many sessions as allowed.</summary>
    private Task<TokenPair?> StartSession(UserState user, ClientInfo? client) => GrainFactory.SessionListStart(_id).Start(
        new SessionStart(_id, _rules.Judge(user, Describe(user)), _rules.BeginClaims(user, Describe(user)), client));

    private static OpaqueTokenEntry? FindDefaultToken(UserState? user) =>
        user?.OpaqueTokens.FirstOrDefault(entry => entry is { Name: OpaqueTokenEntry.DefaultName, IsCurrent: true });
}
