namespace TokenGrains.Signing;

/// <summary>Owns the keys of the cluster: makes them at first use, announces, signs with and retires them. There is one.</summary>
[Alias("tokengrains.ISigningKeyRingGrain"), GrainInterfaceType("signing-key-ring")]
public interface ISigningKeyRingGrain : IGrainWithStringKey
{
    /// <summary>
    /// What a host needs to verify tokens, among it keys that do not sign yet. To be asked for again at least once in every
    /// announce period (<c>Keys:AnnouncePeriod</c>), so that no token is ever signed with a key that a host has not seen.
    /// </summary>
    [Repeatable, Alias("GetVerificationKeys")]
    Task<VerificationKeyRing> GetVerificationKeys();
}
