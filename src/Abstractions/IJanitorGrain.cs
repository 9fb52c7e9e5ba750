namespace TokenGrains;

/// <summary>Deletes what has ended from storage now, instead of at the janitor's next round.</summary>
[Alias("tokengrains.IJanitorGrain"), GrainInterfaceType("janitor")]
public interface IJanitorGrain : IGrainWithStringKey
{
    /// <summary>
    /// Deletes sessions whose absolute lifetime is over, a limited number; how many. To be called again until it is 0, which is
    /// also the answer while another silo of the cluster is at it.
    /// </summary>
    [Alias("Sweep"), ResponseTimeout("00:00:30")]
    Task<int> Sweep();
}
