namespace TokenGrains;

/// <summary>A grain needed another one, and that did not answer. Whether the call has had its effect is unknown.</summary>
[GenerateSerializer, Alias("tokengrains.GrainUnavailableException")]
public sealed class GrainUnavailableException : OrleansException
{
    /// <summary>An exception without a text of its own.</summary>
    public GrainUnavailableException() : base("A grain did not answer.")
    {
    }

    /// <summary>An exception with a text.</summary>
    public GrainUnavailableException(string message) : base(message)
    {
    }

    /// <summary>An exception with a text and what the call has failed with.</summary>
    public GrainUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
