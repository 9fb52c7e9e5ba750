namespace TokenGrains.Storage.Tests;

/// <summary>What one activation of a grain knows of its row.</summary>
internal sealed class Activation(int value = 0) : IGrainState<CounterState>
{
    public CounterState State { get; set; } = new() { Value = value };

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }

    CounterState? IGrainState<CounterState>.State
    {
        get => State;
        set => State = value!;
    }
}
