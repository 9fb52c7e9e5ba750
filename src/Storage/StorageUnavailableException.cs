namespace TokenGrains.Storage;

/// <summary>Storage did nothing: its queue is full, it is not open or cannot be reached, a row could not be read, or it does not take this write. Trying again is safe.</summary>
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
