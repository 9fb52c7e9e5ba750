using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Users;

/// <summary>The settings and the hooks of the host that decide who gets JWTs, and what they carry.</summary>
internal sealed class SignInRules(
    IOptions<SimpleJwtOptions> options, IEnumerable<IUserAuthenticationRule> rules, IEnumerable<ITokenClaims> claims)
{
    private readonly SimpleJwtOptions _options = options.Value;
    private readonly IUserAuthenticationRule[] _rules = [.. rules];
    private readonly ITokenClaims[] _claims = [.. claims];

    /// <summary>Whether logins for JWTs are recorded.</summary>
    public bool UpdatesLastLogin => _options.UpdateLastLogin;

    /// <summary>Whether a user whose password was right goes on to be served.</summary>
    public bool IsAdmitted(UserState user) => user.IsActive || !_options.CheckUserIsActive;

    /// <summary>What a session must know of the user.</summary>
    public UserStanding Judge(UserState user, UserDescription description) =>
        new(user.Name, MaySignIn(user, description), user.SessionEpoch, user.SessionsEndedAt, FingerprintOf(user));

    /// <summary>Whether the user may obtain and refresh JWTs.</summary>
    public bool MaySignIn(UserState user, UserDescription description) =>
        IsAdmitted(user) && Array.TrueForAll(_rules, rule => rule.MaySignIn(description));

    /// <summary>The claims that a session or sliding token of the user begins with, as a JSON object; null for none.</summary>
    public string? BeginClaims(UserState user, UserDescription description)
    {
        var custom = new Dictionary<string, JsonElement>();
        foreach (var source in _claims)
            source.Add(description, custom);
        return CarriedClaims.Begin(_options.NamesUsersById ? null : user.Name.Value, FingerprintOf(user), custom, _options);
    }

    /// <summary>SimpleJWT's <c>get_md5_hash_password</c>; null if <c>CHECK_REVOKE_TOKEN</c> is off.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "SimpleJWT's own form, which its live tokens carry. Its input is a salted hash, so that there is nothing to guess.")]
    public string? FingerprintOf(UserState user) =>
        _options.CheckRevokeToken ? Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(user.PasswordHash))) : null;
}
