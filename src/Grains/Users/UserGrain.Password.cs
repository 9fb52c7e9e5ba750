using TokenGrains.Events;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>Being given a new password by its owner.</summary>
internal sealed partial class UserGrain
{
    public async Task<ChangePasswordResult> ChangePassword(PasswordChange change)
    {
        if (Live is not { } user)
            return new ChangePasswordResult.UnknownUser();

        // The cheap check first. It tells nothing of the present password.
        if (_policy.Check(change.New, user.Name) is { } fault)
            return new ChangePasswordResult.PasswordRefused(fault);

        var verdict = await _passwords.Verify(change.Current, user.PasswordHash);
        if (verdict is PasswordVerdict.Wrong)
            return new ChangePasswordResult.WrongPassword();
        if (verdict is PasswordVerdict.Overloaded || await _passwords.Hash(change.New) is not { } hash)
            return new ChangePasswordResult.Overloaded();

        // What interleaves only reads: nobody but this call has written since.
        await WriteAndAnnounce(
            user, user.EndSessions(_time.GetUtcNow()) with { PasswordHash = hash, PasswordVersion = user.PasswordVersion + 1 });
        LogPasswordChanged(_logger, _id);
        await _events.Record(SecurityEventKind.PasswordChanged, _id);

        var changed = Live!;
        return new ChangePasswordResult.Changed(
            change.StartsSession && _rules.MaySignIn(changed, Describe(changed)) ? await StartSession(changed, change.Client) : null);
    }
}
