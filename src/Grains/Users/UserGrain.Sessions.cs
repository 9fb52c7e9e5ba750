using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>What a user does about all of its own sessions.</summary>
internal sealed partial class UserGrain
{
    public async Task<bool> RevokeOtherSessions(SessionId kept)
    {
        if (Live is not { } user)
            return false;

        await WriteAndAnnounce(user, user.EndSessions(_time.GetUtcNow()));
        await Spare(kept, user.SessionEpoch);
        LogSessionsRevoked(_logger, _id);
        return true;
    }

    public async Task<ChangePasswordResult> ChangePassword(PasswordChange change)
    {
        if (Live is not { } user || !_rules.IsAdmitted(user))
            return new ChangePasswordResult.UnknownUser();

        var verdict = await _passwords.Verify(change.CurrentPassword, user.PasswordHash);
        if (verdict is PasswordVerdict.Overloaded)
            return new ChangePasswordResult.Overloaded();
        if (verdict is PasswordVerdict.Wrong)
            return new ChangePasswordResult.WrongPassword();
        if (_policy.Check(change.NewPassword, user.Name) is { } fault)
            return new ChangePasswordResult.PasswordRefused(fault);
        if (await _passwords.Hash(change.NewPassword) is not { } hash)
            return new ChangePasswordResult.Overloaded();

        await WriteAndAnnounce(
            user, user.EndSessions(_time.GetUtcNow()) with { PasswordHash = hash, PasswordVersion = user.PasswordVersion + 1 });
        if (change.Session is { } kept)
            await Spare(kept, user.SessionEpoch);
        LogUpdated(_logger, _id, user.IsActive, user.IsStaff, newPassword: true);
        return new ChangePasswordResult.Changed();
    }

    // After the epoch has moved: a crash in between ends the session that was to be kept. The other way round it would leave one that the
    // next end of all sessions passes by.
    private Task Spare(SessionId kept, uint epoch) => GrainFactory.SessionOwner(kept).Outlast(_id, epoch, epoch + 1);
}
