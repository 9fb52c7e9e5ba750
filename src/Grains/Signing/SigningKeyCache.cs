using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

/// <summary>Keeps the signing keys of this silo, and asks the ring for them again when they have grown old.</summary>
internal sealed class SigningKeyCache(
    IGrainFactory grains, KeyVault vault, IOptions<KeyOptions> keys, IOptions<SimpleJwtOptions> jwt, TimeProvider time)
{
    private volatile Snapshot? _snapshot;

    /// <summary>The keys; without a grain call unless the last one is longer ago than <see cref="KeyOptions.RefreshInterval"/>.</summary>
    public ValueTask<SigningKeys> Get() =>
        _snapshot is { } snapshot && time.GetUtcNow() < snapshot.FreshUntil ? ValueTask.FromResult(snapshot.Keys) : Refresh();

    // Several callers may refresh at once; they get the same keys, and the ring answers from memory.
    private async ValueTask<SigningKeys> Refresh()
    {
        var ring = await grains.SealedKeyRing().GetSealedKeys();
        var now = time.GetUtcNow();
        var signing = KeyRingSchedule.FindSigning(ring.SigningKeys, now).KeyId;
        var opened = _snapshot is { } last && last.SigningKeyId == signing ? last.Keys : SigningKeys.Open(ring, vault, jwt.Value, now);
        _snapshot = new Snapshot(opened, signing, now + keys.Value.RefreshInterval);
        return opened;
    }

    private sealed record Snapshot(SigningKeys Keys, string SigningKeyId, DateTimeOffset FreshUntil);
}
