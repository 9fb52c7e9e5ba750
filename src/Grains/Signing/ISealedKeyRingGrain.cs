namespace TokenGrains.Grains.Signing;

/// <summary>The side of the key ring that silos see. Secrets travel sealed; each silo opens them with its own master key.</summary>
[Alias("tokengrains.ISealedKeyRingGrain"), GrainInterfaceType("sealed-key-ring")]
internal interface ISealedKeyRingGrain : IGrainWithStringKey
{
    /// <summary>All keys, made at the first call and rotated when due.</summary>
    [Repeatable, Alias("GetSealedKeys")]
    Task<SigningKeyRingState> GetSealedKeys();
}
