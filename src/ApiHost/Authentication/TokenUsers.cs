using System.Globalization;
using System.Numerics;
using Microsoft.Extensions.Options;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Finds the account that a JWT names, by <c>USER_ID_FIELD</c>.</summary>
internal sealed class TokenUsers(IGrainFactory grains, IOptions<SimpleJwtOptions> options)
{
    /// <summary>The account; null if the token names none that there is.</summary>
    public async ValueTask<UserDescription?> Describe(VerifiedToken token)
    {
        if (options.Value.NamesUsersById)
            return token.User is { } id ? await grains.User(id).Describe() : null;
        if (!Username.TryParse(token.UserClaim?.Text ?? "", out var name) || await grains.Username(name).Find(name) is not { } user)
            return null;

        // A name can pass to somebody else. Tokens of ours carry the id, too.
        return token.User is null || token.User == user.User ? user : null;
    }

    /// <summary>False if no row can have this claim as its key: a text or a list where there are only numbers. Django answers 500.</summary>
    public bool CanName(VerifiedToken token) =>
        !options.Value.NamesUsersById || token.UserClaim is not { IsFalsy: false } claim || BigInteger.TryParse(claim.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    /// <summary>The account's id, without a look at the account where the token holds the id; null if it can name none.</summary>
    public async ValueTask<UserId?> Identify(VerifiedToken token) =>
        options.Value.NamesUsersById ? token.User : (await Describe(token))?.User;
}
