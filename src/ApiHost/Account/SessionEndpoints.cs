using Microsoft.AspNetCore.Http.HttpResults;
using TokenGrains.Sessions;

namespace TokenGrains.ApiHost.Account;

/// <summary>The caller's own sessions: to be seen, and to be ended one by one or together.</summary>
internal static class SessionEndpoints
{
    public static async Task<IResult> List(string? before, AccountCaller caller, IGrainFactory grains)
    {
        SessionId? last = null;
        if (before is not null)
        {
            if (!SessionId.TryParse(before, out var parsed))
                return UnknownSession();
            last = parsed;
        }

        var page = await grains.SessionList(caller.User).List(last);
        return TypedResults.Ok(SessionPage.From(page, caller.Session));
    }

    /// <summary>Another's session looks like one that there never was.</summary>
    public static async Task<IResult> End(string id, AccountCaller caller, IGrainFactory grains) =>
        SessionId.TryParse(id, out var session) && await grains.Session(session).RevokeFor(caller.User) ? TypedResults.NoContent() : UnknownSession();

    /// <summary>All others, or with <c>?all=true</c> all: one write, whatever their number. A caller without a session has only others.</summary>
    public static async Task<IResult> EndMany(bool? all, AccountCaller caller, IGrainFactory grains)
    {
        var user = grains.User(caller.User);
        _ = caller.Session is { } own && all is not true ? await user.RevokeOtherSessions(own) : await user.RevokeSessions();
        return TypedResults.NoContent();
    }

    public static async Task<IResult> Logout(AccountCaller caller, IGrainFactory grains)
    {
        if (caller.Session is not { } session)
            return TypedResults.Problem("This token belongs to no session.", statusCode: StatusCodes.Status400BadRequest);

        await grains.Session(session).RevokeFor(caller.User);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult UnknownSession() =>
        TypedResults.Problem("There is no such session.", statusCode: StatusCodes.Status404NotFound);
}
