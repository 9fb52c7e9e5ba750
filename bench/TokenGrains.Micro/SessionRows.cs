using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using TokenGrains.Grains.Sessions;

namespace TokenGrains.Micro;

/// <summary>A session to and from the bytes of its row.</summary>
public class SessionRows
{
    private readonly OrleansGrainStorageSerializer _serializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(Serialization.Services());
    private BinaryData _row = BinaryData.Empty;

    [GlobalSetup]
    public void Check()
    {
        _row = Write();
        Sample.Require(Equals(Read(), Sample.State), "the row is of another session");
        Console.WriteLine($"// A row has {_row.ToMemory().Length} bytes.");
    }

    [Benchmark]
    public BinaryData Write() => _serializer.Serialize(Sample.State);

    [Benchmark]
    public object? Read() => _serializer.Deserialize<SessionState>(_row);
}
