using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Signing;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains;

/// <summary>The sides of the grains that only grains see, under the keys that <see cref="GrainFactoryExtensions"/> builds.</summary>
internal static class InternalGrainFactoryExtensions
{
    public static IUserAccountGrain UserAccount(this IGrainFactory grains, UserId user) =>
        grains.User(user).AsReference<IUserAccountGrain>();

    public static ISessionStartGrain SessionStart(this IGrainFactory grains, SessionId session) =>
        grains.Session(session).AsReference<ISessionStartGrain>();

    public static ISealedKeyRingGrain SealedKeyRing(this IGrainFactory grains) =>
        grains.SigningKeyRing().AsReference<ISealedKeyRingGrain>();
}
