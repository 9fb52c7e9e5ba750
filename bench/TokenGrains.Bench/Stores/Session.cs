using TokenGrains.Storage;

namespace TokenGrains.Bench.Stores;

/// <summary>A state of the size of a session's: about 340 bytes.</summary>
[GenerateSerializer, Alias("bench.session")]
public sealed class Session : IExpiringState
{
    [Id(0)] public byte[] Payload { get; set; } = new byte[300];

    [Id(1)] public long Generation { get; set; }

    [Id(2)] public DateTimeOffset? LatestEnd { get; set; }
}

/// <summary>What one activation knows of its row.</summary>
internal sealed class Row(GrainId id) : IGrainState<Session>
{
    public GrainId Id { get; } = id;

    public Session? State { get; set; } = new();

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}
