using System.Security.Cryptography;
using TokenGrains.Events;
using TokenGrains.Grains.Diagnostics;
using TokenGrains.Grains.Events;
using TokenGrains.Grains.Importing;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

[GrainType("user")]
internal sealed partial class UserGrain : Grain, IUserGrain, IUserAccountGrain, IUserTokensGrain, IUserImportGrain
{
    private readonly Durable<UserState> _user;
    private readonly UserId _id;
    private readonly PasswordHasher _passwords;
    private readonly PasswordPolicy _policy;
    private readonly DefaultTokens _defaultTokens;
    private readonly DrawnTokens _drawnTokens;
    private readonly SignInRules _rules;
    private readonly TokenIssuer _issuer;
    private readonly TimeProvider _time;
    private readonly TokenInstruments _instruments;
    private readonly SecurityEvents _events;
    private readonly ILogger<UserGrain> _logger;

    public UserGrain(
        [PersistentState("user")] IPersistentState<UserState> storage,
        IGrainContext context,
        PasswordHasher passwords,
        PasswordPolicy policy,
        DefaultTokens defaultTokens,
        DrawnTokens drawnTokens,
        SignInRules rules,
        TokenIssuer issuer,
        TimeProvider time,
        TokenInstruments instruments,
        SecurityEvents events,
        ILogger<UserGrain> logger)
    {
        _user = new Durable<UserState>(storage, context);
        _id = UserId.TryParse(this.GetPrimaryKeyString().AsSpan(GrainFactoryExtensions.UserPrefix.Length), out var id)
            ? id
            : throw new ArgumentException("The key of a user grain must come from GrainFactoryExtensions.");
        _passwords = passwords;
        _policy = policy;
        _defaultTokens = defaultTokens;
        _drawnTokens = drawnTokens;
        _rules = rules;
        _issuer = issuer;
        _time = time;
        _instruments = instruments;
        _events = events;
        _logger = logger;
    }

    private UserState? Live => _user.Current is { Status: UserStatus.Live } user ? user : null;

    public Task<UserDescription?> Describe() => Task.FromResult(Live is { } user ? Describe(user) : null);

    public Task<UserStanding?> GetStanding() =>
        Task.FromResult(Live is { } user ? _rules.Judge(user, Describe(user)) : null);

    public Task<bool> HasPasswordFingerprint(string? fingerprint) =>
        Task.FromResult(fingerprint is not null && Live is { } user && _rules.FingerprintOf(user) == fingerprint);

    public Task<AuthenticateResult> Authenticate(OpaqueToken token) => Task.FromResult(Authenticate(entry => Matches(entry, token)));

    public Task<AuthenticateResult> AuthenticateImported(ImportedToken token) => Task.FromResult(Authenticate(entry => Matches(entry, token)));

    public async Task<UpdateUserResult> Update(UserChanges changes)
    {
        if (Live is not { } user)
            return new UpdateUserResult.UnknownUser();

        var next = user with { IsActive = changes.IsActive ?? user.IsActive, IsStaff = changes.IsStaff ?? user.IsStaff };
        if (changes.Password is { } password)
        {
            if (_policy.Check(password, user.Name) is { } fault)
                return new UpdateUserResult.PasswordRefused(fault);
            if (await _passwords.Hash(password) is not { } hash)
                return new UpdateUserResult.Overloaded();

            next = next.EndSessions(_time.GetUtcNow()) with { PasswordHash = hash, PasswordVersion = user.PasswordVersion + 1 };
        }

        var changesTokens = next.IsActive != user.IsActive || next.IsStaff != user.IsStaff || changes.Password is not null;
        await (changesTokens ? WriteAndAnnounce(user, next) : _user.Write(next));
        LogUpdated(_logger, _id, next.IsActive, next.IsStaff, changes.Password is not null);
        await RecordChanges(user, next);
        return new UpdateUserResult.Updated(Describe(next));
    }

    public async Task<bool> Delete()
    {
        if (Live is not { } user)
            return false;

        // The name's claim has no user under it from now on, and falls to whoever wants it.
        await WriteAndAnnounce(
            user, new UserState { Status = UserStatus.Deleted, SessionEpoch = user.SessionEpoch + 1, SessionsEndedAt = _time.GetUtcNow() });
        LogDeleted(_logger, _id);
        await _events.Record(SecurityEventKind.UserDeleted, _id);
        return true;
    }

    public async Task<GrantedToken?> GrantToken(bool regenerate)
    {
        if (Live is not { } user)
            return null;
        if (!regenerate && FindDefaultToken(user) is { } existing)
            return new GrantedToken(await _defaultTokens.Rewrite(_id, existing));

        var (token, entry) = await _defaultTokens.Create(_id);
        var others = user.OpaqueTokens.RemoveAll(
            former => regenerate && former.Name is (OpaqueTokenEntry.DefaultName or OpaqueTokenEntry.ImportedName));
        var next = user with { OpaqueTokens = others.Add(entry) };
        await (others.Length < user.OpaqueTokens.Length ? WriteAndAnnounce(user, next) : _user.Write(next));
        LogOpaqueTokenGranted(_logger, _id, regenerate);
        await _events.Record(SecurityEventKind.TokenCreated, _id, cause: regenerate ? EventNames.Of(EventCause.Regenerated) : null);
        return new GrantedToken(token);
    }

    public async Task<bool> RevokeOpaqueTokens()
    {
        if (Live is not { } user)
            return false;

        if (!user.OpaqueTokens.IsEmpty)
            await WriteAndAnnounce(user, user with { OpaqueTokens = [] });
        LogOpaqueTokensRevoked(_logger, _id, user.OpaqueTokens.Length);
        if (!user.OpaqueTokens.IsEmpty)
            await _events.Record(SecurityEventKind.TokensRevoked, _id);
        return true;
    }

    public async Task<bool> RevokeSessions()
    {
        if (Live is not { } user)
            return false;

        await WriteAndAnnounce(user, user.EndSessions(_time.GetUtcNow()));
        LogSessionsRevoked(_logger, _id);
        await _events.Record(SecurityEventKind.SessionsRevoked, _id);
        return true;
    }

    private UserDescription Describe(UserState user) =>
        new(_id, user.Name, user.IsActive, user.IsStaff, user.JoinedAt, user.LastLoginAt, user.Version);

    private AuthenticateResult Authenticate(Func<OpaqueTokenEntry, bool> matches)
    {
        var now = _time.GetUtcNow();
        if (Live is not { } user || user.OpaqueTokens.FirstOrDefault(entry => entry.IsLive(now) && matches(entry)) is not { } token)
            return new AuthenticateResult.Unknown();
        if (!user.IsActive)
            return new AuthenticateResult.UserInactive();

        NoteUse(token, now);
        return new AuthenticateResult.Authenticated(Describe(user), token.Scope, token.ExpiresAt);
    }

    private static bool Matches(OpaqueTokenEntry entry, ImportedToken token) =>
        entry.Name == OpaqueTokenEntry.ImportedName && CryptographicOperations.FixedTimeEquals(entry.Hash.AsSpan(), token.Hash.AsSpan());

    private static bool Matches(OpaqueTokenEntry entry, OpaqueToken token) =>
        entry.Id == token.Id && CryptographicOperations.FixedTimeEquals(entry.Hash.AsSpan(), token.Hash.AsSpan());
}
