using System.Security.Cryptography;
using TokenGrains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Signing;

[GrainType("signing-key-ring")]
internal sealed partial class SigningKeyRingGrain : Grain, ISigningKeyRingGrain, ISealedKeyRingGrain
{
    private readonly Durable<SigningKeyRingState> _ring;
    private readonly KeyVault _vault;
    private readonly KeyRingSchedule _schedule;
    private readonly TimeProvider _time;
    private readonly ILogger<SigningKeyRingGrain> _logger;

    public SigningKeyRingGrain(
        [PersistentState("signing-keys")] IPersistentState<SigningKeyRingState> storage,
        IGrainContext context,
        KeyVault vault,
        IOptions<KeyOptions> keys,
        IOptions<SimpleJwtOptions> jwt,
        TimeProvider time,
        ILogger<SigningKeyRingGrain> logger)
    {
        _ring = new Durable<SigningKeyRingState>(storage, context);
        _vault = vault;
        _schedule = KeyRingSchedule.From(keys.Value, jwt.Value);
        _time = time;
        _logger = logger;
    }

    public async Task<VerificationKeyRing> GetVerificationKeys()
    {
        var ring = await Advance();
        return new VerificationKeyRing(
            [.. ring.SigningKeys.Select(key => new PublicSigningKey(key.KeyId, EcdsaSigner.Es256, key.PublicKey))],
            SealedSecrets.OpenRefreshKey(_vault, ring),
            [SealedSecrets.OpenOpaqueKey(_vault, ring)]);
    }

    public Task<SigningKeyRingState> GetSealedKeys() => Advance();

    private async Task<SigningKeyRingState> Advance()
    {
        var current = _ring.Current ?? SealedSecrets.Create(_vault);
        var keys = _schedule.Advance(current.SigningKeys, _time.GetUtcNow(), CreateKey);
        if (keys == current.SigningKeys)
            return current;

        var next = current with { SigningKeys = keys };
        await _ring.Write(next);
        LogAdvanced(_logger, keys.Length, keys[^1].KeyId);
        return next;
    }

    private SigningKeyEntry CreateKey(DateTimeOffset signsFrom)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        return new SigningKeyEntry(
            keyId,
            [.. key.ExportSubjectPublicKeyInfo()],
            _vault.Seal(key.ExportPkcs8PrivateKey(), SealedSecrets.PrivateKeyPurpose(keyId)),
            signsFrom);
    }

    [LoggerMessage(EventId = 300, Level = LogLevel.Information, Message = "There are now {Count} signing keys, the newest is {KeyId}.")]
    private static partial void LogAdvanced(ILogger logger, int count, string keyId);
}
