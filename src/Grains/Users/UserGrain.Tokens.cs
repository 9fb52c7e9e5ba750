using System.Collections.Immutable;
using TokenGrains.Events;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>The opaque tokens, for their owner: docs/decisions/0047-a-rotated-token-has-a-new-id.md.</summary>
internal sealed partial class UserGrain
{
    private readonly HashSet<ulong> _usesUnderWay = [];

    public Task<ImmutableArray<TokenDescription>> ListTokens() =>
        Task.FromResult<ImmutableArray<TokenDescription>>(Live is { } user ? [.. FindLiveTokens(user).Select(token => token.Describe())] : []);

    public async Task<CreateTokenResult> CreateToken(NewToken token)
    {
        if (Live is not { } user)
            return new CreateTokenResult.UnknownUser();

        var (others, name) = (FindLiveTokens(user), token.Name.Value);
        if (name is OpaqueTokenEntry.DefaultName or OpaqueTokenEntry.ImportedName || others.Any(other => other.Name == name))
            return new CreateTokenResult.NameTaken();
        if (others.Count(other => other.IsCurrent) >= IUserTokensGrain.MaximumCount)
            return new CreateTokenResult.TooMany();

        var (text, entry) = await _drawnTokens.Create(_id, name);
        entry = entry with { Scope = token.Scope, ExpiresAt = entry.CreatedAt + token.Lifetime };
        await _user.Write(user with { OpaqueTokens = others.Add(entry) });
        LogOpaqueTokenCreated(_logger, _id, new OpaqueTokenId(entry.Id));
        await _events.Record(SecurityEventKind.TokenCreated, _id);
        return new CreateTokenResult.Created(entry.Describe(), new GrantedToken(text));
    }

    public async Task<RotateTokenResult> RotateToken(OpaqueTokenId id, TimeSpan overlap, TokenScope caller)
    {
        if (Live is not { } user || FindLiveTokens(user) is var tokens && tokens.FirstOrDefault(token => token.Id == id.Value) is not { } former)
            return new RotateTokenResult.UnknownToken();
        if (!caller.Covers(former.Scope))
            return new RotateTokenResult.ScopeExceeded();
        if (!former.IsCurrent || former.Name == OpaqueTokenEntry.ImportedName)
            return new RotateTokenResult.NotRotatable();

        // The secret of the default token follows from its id, so another secret needs another id.
        var (text, entry) = former.Name == OpaqueTokenEntry.DefaultName ? await _defaultTokens.Create(_id) : await _drawnTokens.Create(_id, former.Name);
        entry = entry with { Scope = former.Scope, ExpiresAt = former.ExpiresAt };

        // Two secrets of one token at most: those of earlier rotations end now.
        var others = tokens.RemoveAll(token => token.Name == former.Name);
        if (overlap > TimeSpan.Zero)
            others = others.Add(former with { ReplacedBy = entry.Id, ExpiresAt = Earlier(former.ExpiresAt, _time.GetUtcNow() + overlap) });
        await WriteAndAnnounce(user, user with { OpaqueTokens = others.Add(entry) });
        LogOpaqueTokenRotated(_logger, _id, id, new OpaqueTokenId(entry.Id), overlap);
        await _events.Record(SecurityEventKind.TokenRotated, _id);
        return new RotateTokenResult.Rotated(entry.Describe(), new GrantedToken(text));
    }

    public async Task<bool> DeleteToken(OpaqueTokenId id)
    {
        if (Live is not { } user || FindLiveTokens(user) is var tokens && !tokens.Any(token => token.Id == id.Value))
            return false;

        await WriteAndAnnounce(user, user with { OpaqueTokens = tokens.RemoveAll(token => token.Id == id.Value || token.ReplacedBy == id.Value) });
        LogOpaqueTokenDeleted(_logger, _id, id);
        await _events.Record(SecurityEventKind.TokenRevoked, _id);
        return true;
    }

    public async Task RecordTokenUse(ulong id, DateTimeOffset usedAt)
    {
        try
        {
            if (Live is { } user && user.OpaqueTokens.FirstOrDefault(token => token.Id == id) is { } used && !used.WasUsedLately(usedAt))
                await _user.Write(user with { OpaqueTokens = user.OpaqueTokens.Replace(used, used with { LastUsedAt = usedAt }) });
        }
        finally
        {
            _usesUnderWay.Remove(id);
        }
    }

    // A call of its own, because this one only reads and must not wait: however many there are at once, one is sent.
    private void NoteUse(OpaqueTokenEntry token, DateTimeOffset now)
    {
        if (!token.WasUsedLately(now) && _usesUnderWay.Add(token.Id))
            GrainFactory.UserAccount(_id).RecordTokenUse(token.Id, now).Ignore();
    }

    private ImmutableArray<OpaqueTokenEntry> FindLiveTokens(UserState user)
    {
        var now = _time.GetUtcNow();
        return user.OpaqueTokens.RemoveAll(token => !token.IsLive(now));
    }

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one < other ? one.Value : other;
}
