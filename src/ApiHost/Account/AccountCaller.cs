using System.Reflection;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Account;

/// <summary>Who calls the account face; endpoints take it as a parameter.</summary>
/// <param name="User">Whose account it is about.</param>
/// <param name="Session">The session of the access token; null for callers without one.</param>
/// <param name="Scope">What the token may be used for.</param>
internal sealed record AccountCaller(UserId User, SessionId? Session, TokenScope Scope)
{
    /// <summary>What <see cref="OwnerOnly"/> has found.</summary>
    public static ValueTask<AccountCaller?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<AccountCaller>());
}
