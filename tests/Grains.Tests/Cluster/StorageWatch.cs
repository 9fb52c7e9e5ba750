using Orleans.Storage;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>What a test knows of the writes of a cluster, and what it does to chosen ones.</summary>
internal sealed class StorageWatch
{
    private readonly Lock _lock = new();
    private readonly List<(string StateName, GrainId Grain)> _writes = [];
    private readonly List<WriteOrder> _orders = [];
    private IGrainStorage? _rows;

    /// <summary>The storage itself, behind the grains' backs.</summary>
    public IGrainStorage Rows
    {
        get => _rows ?? throw new InvalidOperationException("No silo has opened its storage yet.");
        set => _rows = value;
    }

    /// <summary>How often a state of the grain was to be written, whatever came of it.</summary>
    public int CountWrites(string stateName, IAddressable grain)
    {
        var id = grain.GetGrainId();
        lock (_lock)
            return _writes.Count(write => write == (stateName, id));
    }

    /// <summary>The next write of that state, of that grain or of any, fails.</summary>
    public WriteOrder Fail(WriteFault fault, string stateName, IAddressable? grain = null) =>
        Add(new WriteOrder(stateName, grain?.GetGrainId(), fault, waits: false));

    /// <summary>The next write of that state, of that grain or of any, waits until it is released, and then may fail.</summary>
    public WriteOrder Hold(string stateName, IAddressable? grain = null, WriteFault? fault = null) =>
        Add(new WriteOrder(stateName, grain?.GetGrainId(), fault, waits: true));

    /// <summary>Notes a write; returns what is to be done to it, if anything.</summary>
    public WriteOrder? OnWrite(string stateName, GrainId grain)
    {
        lock (_lock)
        {
            _writes.Add((stateName, grain));
            return _orders.Find(order => order.TryTake(stateName, grain));
        }
    }

    /// <summary>What storage holds of a grain.</summary>
    public async Task<T> Read<T>(string stateName, IAddressable grain) => (await ReadRow<T>(stateName, grain)).State!;

    /// <summary>Writes as another activation of the grain would: the grain's own ETag is stale from then on.</summary>
    public async Task Replace<T>(string stateName, IAddressable grain, Func<T, T> change)
    {
        var row = await ReadRow<T>(stateName, grain);
        row.State = change(row.State!);
        await Rows.WriteStateAsync(stateName, grain.GetGrainId(), row);
    }

    private async Task<GrainState<T>> ReadRow<T>(string stateName, IAddressable grain)
    {
        var row = new GrainState<T>();
        await Rows.ReadStateAsync(stateName, grain.GetGrainId(), row);
        Assert.True(row.RecordExists, $"Nothing is stored of {grain.GetGrainId()} under {stateName}.");
        return row;
    }

    private WriteOrder Add(WriteOrder order)
    {
        lock (_lock)
            _orders.Add(order);
        return order;
    }
}
