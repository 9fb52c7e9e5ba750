using TokenGrains.Events;
using TokenGrains.Grains.Sessions.Listing;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Signing in.</summary>
internal sealed partial class UserGrain
{
    // Interleaves with everything else while the hash is computed elsewhere, so it only reads. It must not have its writes done by a call to
    // this grain either: while the grain moves to another silo, that call waits for the move, and the move for this one.
    public async Task<SignInStep> SignIn(SignIn signIn)
    {
        var user = Live is { } live && live.Name == signIn.Name ? live : null;
        var verdict = await _passwords.Verify(signIn.Password, user?.PasswordHash);
        if (verdict is PasswordVerdict.Overloaded)
            return new SignInStep.Ended(new SignInResult.Overloaded());
        if (verdict is PasswordVerdict.Wrong || user is null)
            return await End(signIn, new SignInResult.InvalidCredentials());

        // A full queue only puts a stronger hash off to the next sign-in.
        var strongerHash = verdict is PasswordVerdict.RightButOutdated ? await _passwords.Hash(signIn.Password) : null;
        var check = new PasswordCheck(user.PasswordVersion, user.SessionEpoch, user.PasswordHash, strongerHash);
        if (FindObstacle(signIn, check) is { } obstacle)
            return await End(signIn, obstacle);
        if (strongerHash is not null || MustWrite(signIn.Purpose))
            return new SignInStep.Checked(check);

        return await End(signIn, await Grant(signIn, check));
    }

    public async Task<SignInResult> CompleteSignIn(SignIn signIn, PasswordCheck check)
    {
        if (FindObstacle(signIn, check) is { } obstacle)
            return (await End(signIn, obstacle)).Result;

        // First: a stronger hash has another fingerprint, and the tokens are to carry that of the one that stays. So the first of several
        // sign-ins at once has its hash written, and none after it: the tokens of the first would end.
        if (check.StrongerHash is { } hash && Live!.PasswordHash == check.Hash)
            await Record(Live! with { PasswordHash = hash });
        if (signIn.Purpose is SignInPurpose.OpaqueToken && FindDefaultToken(Live!) is null)
            await AddDefaultToken(Live!);

        var result = await Grant(signIn, check);
        if (_rules.UpdatesLastLogin && result is SignInResult.SessionStarted or SignInResult.SlidingTokenGranted)
            await Record(Live! with { LastLoginAt = _time.GetUtcNow() });
        return (await End(signIn, result)).Result;
    }

    /// <summary>What keeps somebody whose password was right from being served; null for nothing.</summary>
    private SignInResult? FindObstacle(SignIn signIn, PasswordCheck check)
    {
        if (Live is not { } user || user.PasswordVersion != check.PasswordVersion)
            return new SignInResult.InvalidCredentials();

        return _rules.IsAdmitted(user) && (!YieldsJwt(signIn.Purpose) || _rules.MaySignIn(user, Describe(user))) ? null : new SignInResult.UserInactive();
    }

    private static bool YieldsJwt(SignInPurpose purpose) => purpose is SignInPurpose.Session or SignInPurpose.SlidingToken;

    private bool MustWrite(SignInPurpose purpose) =>
        (YieldsJwt(purpose) && _rules.UpdatesLastLogin) || (purpose is SignInPurpose.OpaqueToken && FindDefaultToken(Live!) is null);

    private async Task<SignInResult> Grant(SignIn signIn, PasswordCheck check)
    {
        // Who ended all sessions since the check has ended this one, too.
        var user = Live! with { SessionEpoch = check.SessionEpoch };
        return signIn.Purpose switch
        {
            SignInPurpose.Session => await StartSession(user, signIn.Client) is { } tokens
                ? new SignInResult.SessionStarted(_id, tokens)
                : new SignInResult.SessionMaximumReached(),
            SignInPurpose.SlidingToken => new SignInResult.SlidingTokenGranted(
                _id, await _issuer.IssueSliding(_id, user.SessionEpoch, _rules.BeginClaims(user, Describe(user)), _time.GetUtcNow())),
            SignInPurpose.OpaqueToken => new SignInResult.OpaqueTokenGranted(_id, await _defaultTokens.Rewrite(_id, FindDefaultToken(user)!)),
            _ => new SignInResult.Identified(Describe(user)),
        };
    }

    private async Task AddDefaultToken(UserState user)
    {
        await _user.Write(user with { OpaqueTokens = user.OpaqueTokens.Add((await _defaultTokens.Create(_id)).Entry) });
        await _events.Record(SecurityEventKind.TokenCreated, _id);
    }

    private Task Record(UserState next) =>
        _rules.FingerprintOf(next) != _rules.FingerprintOf(Live!) ? WriteAndAnnounce(Live!, next) : _user.Write(next);

    private async Task<SignInStep.Ended> End(SignIn signIn, SignInResult result)
    {
        _instruments.OnSignedIn(result);
        LogSignedIn(_logger, _id, result.GetType().Name);
        await RecordOutcome(signIn, result);
        return new SignInStep.Ended(result);
    }

    /// <summary>Null if the user has as many sessions as allowed.</summary>
    private Task<TokenPair?> StartSession(UserState user, ClientInfo? client) => GrainFactory.SessionListStart(_id).Start(
        new SessionStart(_id, _rules.Judge(user, Describe(user)), _rules.BeginClaims(user, Describe(user)), client));

    private static OpaqueTokenEntry? FindDefaultToken(UserState? user) =>
        user?.OpaqueTokens.FirstOrDefault(entry => entry is { Name: OpaqueTokenEntry.DefaultName, IsCurrent: true });
}
