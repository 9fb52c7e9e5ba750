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
        grains.User(user).AsReference<IUserAccountGrain>();

    public static ISessionStartGrain SessionStart(this IGrainFactory grains, SessionId session) =>
        grains.Session(session).AsReference<ISessionStartGrain>();

    public static ISessionListStartGrain SessionListStart(this IGrainFactory grains, UserId user) =>
        grains.SessionList(user).AsReference<ISessionListStartGrain>();

    public static ISessionOwnerGrain SessionOwner(this IGrainFactory grains, SessionId session) =>
        grains.Session(session).AsReference<ISessionOwnerGrain>();

    public static IUserImportGrain UserImport(this IGrainFactory grains, UserId user) =>
        grains.User(user).AsReference<IUserImportGrain>();

    public static IUsernameImportGrain UsernameImport(this IGrainFactory grains, Username name) =>
        grains.Username(name).AsReference<IUsernameImportGrain>();

    public static ISessionImportGrain SessionImport(this IGrainFactory grains, SessionId session) =>
        grains.Session(session).AsReference<ISessionImportGrain>();

    public static IImportedTokenListGrain ImportedTokenList(this IGrainFactory grains) =>
        grains.ImportedTokens().AsReference<IImportedTokenListGrain>();

    /// <summary>One part of what <see cref="GrainFactoryExtensions.ImportedTokens"/> stores.</summary>
    public static IImportedTokenChunkGrain ImportedTokenChunk(this IGrainFactory grains, int number) =>
        grains.GetGrain<IImportedTokenChunkGrain>(ImportedTokenChunkPrefix + number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Puts an entry into the revocation feed; afterwards every host learns of it.</summary>
    public static Task Announce(this IGrainFactory grains, int shard, Revocation revocation) =>
        grains.RevocationFeed(shard).AsReference<IRevocationWriterGrain>().Append(revocation);

    public static ISealedKeyRingGrain SealedKeyRing(this IGrainFactory grains) =>
        grains.SigningKeyRing().AsReference<ISealedKeyRingGrain>();
}
