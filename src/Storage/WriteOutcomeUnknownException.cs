namespace TokenGrains.Storage;

/// <summary>A commit failed, for the cause in the inner exception. The write may or may not be stored: read again before deciding anything.</summary>
[GenerateSerializer, Alias("TokenGrains.Storage.WriteOutcomeUnknownException")]
public sealed class WriteOutcomeUnknownException : OrleansException
{
    public WriteOutcomeUnknownException() : base("The outcome of a write is unknown.")
    {
    }

    public WriteOutcomeUnknownException(string message) : base(message)
    {
    }

    public WriteOutcomeUnknownException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
