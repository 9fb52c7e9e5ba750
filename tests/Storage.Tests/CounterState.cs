namespace TokenGrains.Storage.Tests;

[GenerateSerializer, Alias("CounterState")]
public sealed class CounterState : IExpiringState
{
    [Id(0)] public int Value { get; set; }

    [Id(1)] public DateTimeOffset? LatestEnd { get; set; }
}
