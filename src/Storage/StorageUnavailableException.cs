namespace TokenGrains.Storage;

/// <summary>Storage did nothing: the write queue is full, storage is not open, or a row could not be read. Trying again is safe.</summary>
[GenerateSerializer, Alias("TokenGrains.Storage.StorageUnavailableException")]
public sealed class StorageUnavailableException : OrleansException
{
    public StorageUnavailableException() : base("Storage is unavailable.")
    {
    }

    public StorageUnavailableException(string message) : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
