using TokenGrains.Events;
using TokenGrains.Grains.Events;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Which events an outcome is.</summary>
internal sealed partial class UserGrain
{
    private Task RecordChanges(UserState user, UserState next)
    {
        var recorded = new List<Task>();
        if (next.PasswordVersion != user.PasswordVersion)
            recorded.Add(_events.Record(SecurityEventKind.PasswordChanged, _id));
        if (next.IsActive != user.IsActive)
            recorded.Add(_events.Record(next.IsActive ? SecurityEventKind.UserReactivated : SecurityEventKind.UserDeactivated, _id));
        if (next.IsStaff != user.IsStaff)
            recorded.Add(_events.Record(SecurityEventKind.StaffChanged, _id, cause: EventNames.Of(next.IsStaff ? EventCause.Granted : EventCause.Withdrawn)));
        return Task.WhenAll(recorded);
    }

    private Task RecordOutcome(SignIn signIn, SignInResult result) => result switch
    {
        // A former name leads here until somebody else takes it; what is tried under it is no affair of this user.
        SignInResult.InvalidCredentials when Live?.Name != signIn.Name =>
            _events.Record(SecurityEventKind.SignInFailed, user: null, cause: EventNames.Of(EventCause.UnknownName), client: signIn.Client),
        SignInResult.InvalidCredentials => _events.Record(SecurityEventKind.SignInFailed, _id, cause: EventNames.Of(EventCause.InvalidCredentials), client: signIn.Client),
        SignInResult.UserInactive => _events.Record(SecurityEventKind.SignInFailed, _id, cause: EventNames.Of(EventCause.UserInactive), client: signIn.Client),
        SignInResult.SessionMaximumReached => _events.Record(SecurityEventKind.SignInFailed, _id, cause: EventNames.Of(EventCause.SessionMaximumReached), client: signIn.Client),
        // The session records its own start; nothing was decided where the hashers had no room.
        SignInResult.SessionStarted or SignInResult.Overloaded => Task.CompletedTask,
        _ => _events.Record(SecurityEventKind.SignedIn, _id, cause: EventNames.Of(signIn.Purpose), client: signIn.Client),
    };
}
