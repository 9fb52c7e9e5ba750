using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.Grains.Hosting;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Tests;

/// <summary>The keys of a running host, which no attacker has: for tokens that are ours in all but one respect.</summary>
internal sealed class ServerKeys
{
    private ServerKeys(IJwsSigner access, IJwsSigner refresh, MacKey opaque, byte[] publicKey) =>
        (Access, Refresh, Opaque, PublicKey) = (access, refresh, opaque, publicKey);

    public IJwsSigner Access { get; }

    public IJwsSigner Refresh { get; }

    public MacKey Opaque { get; }

    /// <summary>SubjectPublicKeyInfo of the key ring's newest key, in DER; everyone may have it.</summary>
    public byte[] PublicKey { get; }

    public static async Task<ServerKeys> Of(TokenApp app)
    {
        // The signing side is internal to the grains, and is to stay so.
        var cacheType = typeof(SettingsExtensions).Assembly.GetType("TokenGrains.Grains.Signing.SigningKeyCache", throwOnError: true)!;
        var pending = cacheType.GetMethod("Get")!.Invoke(app.Services.GetRequiredService(cacheType), null)!;
        var task = (Task)pending.GetType().GetMethod("AsTask")!.Invoke(pending, null)!;
        await task;
        var keys = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return new ServerKeys(
            Member<IJwsSigner>(keys, "Access"),
            Member<IJwsSigner>(keys, "Refresh"),
            app.Services.GetRequiredService<VerificationKeyFollower>().Current.OpaqueKeys[0],
            [.. (await app.Grains.SigningKeyRing().GetVerificationKeys()).AccessKeys[^1].SubjectPublicKeyInfo]);
    }

    private static T Member<T>(object owner, string name) =>
        (T)owner.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(owner)!;
}
