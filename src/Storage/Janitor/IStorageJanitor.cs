namespace TokenGrains.Storage.Janitor;

/// <summary>Deletes ended rows on demand.</summary>
public interface IStorageJanitor
{
    /// <summary>Deletes about <paramref name="mostRows"/> rows at most; how many. None while another silo of the cluster is at it.</summary>
    Task<int> SweepAsync(int mostRows, CancellationToken cancellationToken);
}
