using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenGrains.Events;
using TokenGrains.Importing;
using TokenGrains.Revocations;
using TokenGrains.Sessions;
using TokenGrains.Signing;
using TokenGrains.Users;

namespace TokenGrains;

/// <summary>The only place where grain keys are built.</summary>
/// <remarks>
/// Orleans' ADO.NET storage turns string keys that look like hexadecimal or decimal numbers into numbers, so that
/// <c>cafe</c> and <c>000CAFE</c> share a row (dotnet/orleans #9706). Every key therefore starts with a prefix that no number
/// has, and none holds a person's text: names are hashed.
/// </remarks>
public static class GrainFactoryExtensions
{
    /// <summary>The prefix of the keys of user grains.</summary>
    public const string UserPrefix = "u~";

    /// <summary>The prefix of the keys of session grains.</summary>
    public const string SessionPrefix = "s~";

    private const string RevocationFeedPrefix = "f~";
    /// <summary>The prefix of the keys of session lists.</summary>
    public const string SessionListPrefix = "l~";

    private const string UsernamePrefix = "n~";
    private const string KeyRing = "k~ring";
    private const string Import = "i~import";
    private const string ImportedTokenList = "i~tokens";
    private const string JanitorKey = "j~janitor";
    private const string SlidingTokens = "t~sliding";
    private const string EventLogKey = "e~log";

    /// <summary>The grain of a name: <c>n~</c> and base64url of SHA-256 of the normalised name in UTF-8.</summary>
    public static IUsernameGrain Username(this IGrainFactory grains, Username name) => grains.Refer<IUsernameGrain>(
        UsernamePrefix + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name.Value))));

    /// <summary>The grain of a user: <c>u~</c> and the id in decimal.</summary>
    public static IUserGrain User(this IGrainFactory grains, UserId user) => grains.Refer<IUserGrain>(UserPrefix + user);

    /// <summary>The side of the user grain that its user's opaque tokens are kept on.</summary>
    public static IUserTokensGrain UserTokens(this IGrainFactory grains, UserId user) => grains.Side<IUserTokensGrain>(grains.User(user));

    /// <summary>The grain of a session: <c>s~</c> and its id.</summary>
    public static ISessionGrain Session(this IGrainFactory grains, SessionId session) =>
        grains.Refer<ISessionGrain>(SessionPrefix + session);

    /// <summary>The sessions of a user: <c>l~</c> and the id in decimal.</summary>
    public static ISessionListGrain SessionList(this IGrainFactory grains, UserId user) => grains.Refer<ISessionListGrain>(SessionListPrefix + user);

    /// <summary>The grain that renews sliding tokens: stateless, one on every silo that is asked.</summary>
    public static ISlidingTokenGrain SlidingToken(this IGrainFactory grains) => grains.Refer<ISlidingTokenGrain>(SlidingTokens);

    /// <summary>The one grain that owns the keys.</summary>
    public static ISigningKeyRingGrain SigningKeyRing(this IGrainFactory grains) => grains.Refer<ISigningKeyRingGrain>(KeyRing);

    /// <summary>What takes over accounts of another system.</summary>
    public static IImportGrain Imports(this IGrainFactory grains) => grains.Refer<IImportGrain>(Import);

    /// <summary>The one grain that knows whose the imported authtoken keys are.</summary>
    public static IImportedTokensGrain ImportedTokens(this IGrainFactory grains) => grains.Refer<IImportedTokensGrain>(ImportedTokenList);

    /// <summary>One of the <see cref="RevocationShards.Count"/> parts of the log of what has ended.</summary>
    public static IRevocationFeedGrain RevocationFeed(this IGrainFactory grains, int shard) =>
        grains.Refer<IRevocationFeedGrain>(RevocationFeedPrefix + shard.ToString(CultureInfo.InvariantCulture));

    /// <summary>What lists security events: stateless, on every silo that is asked.</summary>
    public static IEventLogGrain EventLog(this IGrainFactory grains) => grains.Refer<IEventLogGrain>(EventLogKey);

    /// <summary>What deletes ended rows on demand.</summary>
    public static IJanitorGrain Janitor(this IGrainFactory grains) => grains.Refer<IJanitorGrain>(JanitorKey);
}
