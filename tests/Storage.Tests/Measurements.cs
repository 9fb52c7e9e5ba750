using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Orleans.Storage;

namespace TokenGrains.Storage.Tests;

public abstract class Measurements(TestDatabase database) : StorageTests(database)
{
    [StorageFact]
    public async Task Reads_writes_and_commits_are_counted_by_outcome()
    {
        using var room = await Database.OpenAsync();
        using var counts = new Counts(room.Meters);

        await room.Write("u~a", 1);
        var stale = await room.Read("u~a");
        await room.Write("u~a", await room.Read("u~a"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => room.Write("u~a", stale));
        room.Engine.NextFailure = new IOException("lost");
        await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => room.Write("u~b", 1));
        await room.Read("u~nobody");

        Assert.Equal(3, counts["tokengrains.storage.reads", null]);
        Assert.Equal(2, counts["tokengrains.storage.writes", "written"]);
        Assert.Equal(1, counts["tokengrains.storage.writes", "conflict"]);
        Assert.Equal(1, counts["tokengrains.storage.writes", "failed"]);
        Assert.Equal(4, counts["tokengrains.storage.batch.size", null]);
    }

    private sealed class Counts : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<(string, string?), long> _sums = new();

        public Counts(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == StorageInstruments.MeterName && instrument.Meter.Scope == meters)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public long this[string instrument, string? outcome] => _sums.GetValueOrDefault((instrument, outcome));

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _sums.AddOrUpdate((instrument.Name, tags.Length == 0 ? null : (string?)tags[0].Value), value, (_, sum) => sum + value);
    }
}

public sealed class MeasurementsOnSqlite() : Measurements(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class MeasurementsOnPostgreSql(PostgreSqlFixture fixture) : Measurements(new PostgreSqlDatabase(fixture));
