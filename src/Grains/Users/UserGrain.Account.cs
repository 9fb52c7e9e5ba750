using TokenGrains.Events;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Coming to exist, and taking a name.</summary>
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
}
