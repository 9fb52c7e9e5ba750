using System.Globalization;
using TokenGrains.Grains.Importing;
using TokenGrains.Grains.Revocations;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Sessions.Listing;
using TokenGrains.Grains.Signing;
using TokenGrains.Grains.Users;
using TokenGrains.Revocations;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains;

/// <summary>The sides of the grains that only grains see, under the keys that <see cref="GrainFactoryExtensions"/> builds.</summary>
internal static class InternalGrainFactoryExtensions
{
    private const string ImportedTokenChunkPrefix = "i~tokens~";

    public static IUserAccountGrain UserAccount(this IGrainFactory grains, UserId user) =>
        grains.Side<IUserAccountGrain>(grains.User(user));

    public static ISessionStartGrain SessionStart(this IGrainFactory grains, SessionId session) =>
        grains.Side<ISessionStartGrain>(grains.Session(session));

    public static ISessionListStartGrain SessionListStart(this IGrainFactory grains, UserId user) =>
        grains.Side<ISessionListStartGrain>(grains.SessionList(user));

    public static ISessionOwnerGrain SessionOwner(this IGrainFactory grains, SessionId session) =>
        grains.Side<ISessionOwnerGrain>(grains.Session(session));

    public static IUserImportGrain UserImport(this IGrainFactory grains, UserId user) =>
        grains.Side<IUserImportGrain>(grains.User(user));

    public static IUsernameImportGrain UsernameImport(this IGrainFactory grains, Username name) =>
        grains.Side<IUsernameImportGrain>(grains.Username(name));

    public static ISessionImportGrain SessionImport(this IGrainFactory grains, SessionId session) =>
        grains.Side<ISessionImportGrain>(grains.Session(session));

    public static IImportedTokenListGrain ImportedTokenList(this IGrainFactory grains) =>
        grains.Side<IImportedTokenListGrain>(grains.ImportedTokens());

    /// <summary>One part of what <see cref="GrainFactoryExtensions.ImportedTokens"/> stores.</summary>
    public static IImportedTokenChunkGrain ImportedTokenChunk(this IGrainFactory grains, int number) =>
        grains.Refer<IImportedTokenChunkGrain>(ImportedTokenChunkPrefix + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Puts an entry into the revocation feed; afterwards every host learns of it.</summary>
    public static Task Announce(this IGrainFactory grains, int shard, Revocation revocation) =>
        grains.Side<IRevocationWriterGrain>(grains.RevocationFeed(shard)).Append(revocation);

    public static ISealedKeyRingGrain SealedKeyRing(this IGrainFactory grains) =>
        grains.Side<ISealedKeyRingGrain>(grains.SigningKeyRing());
}
