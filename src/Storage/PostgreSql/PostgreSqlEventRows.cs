using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using TokenGrains.Storage.Events;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Events in the table that all silos share, whichever provider keeps the grain states.</summary>
internal sealed class PostgreSqlEventRows(NpgsqlDataSource database, IOptions<StorageOptions> options, IOptions<ClusterOptions> cluster) : IEventRows
{
    // Any number that nobody else uses: "tokengr3".
    private const long SweepLock = 0x746F_6B65_6E67_7233;

    private const string Insert = """
        INSERT INTO SecurityEvents (ServiceId, HappenedAt, Kind, UserId, Session, Cause, Actor, Address)
        SELECT $1, e.* FROM unnest($2, $3, $4, $5, $6, $7, $8) AS e
        """;

    // Nobody changes an event, so none is locked by another; locking it here would need the right to change one.
    private const string Delete = """
        DELETE FROM SecurityEvents
        WHERE Id = ANY (ARRAY(SELECT Id FROM SecurityEvents WHERE HappenedAt <= $1 ORDER BY HappenedAt LIMIT $2))
        """;

    private readonly string _serviceId = cluster.Value.ServiceId;

    public async Task AppendAsync(IReadOnlyList<EventRecord> batch)
    {
        await using var insert = database.CreateCommand(Insert);
        insert.Parameters.Add(new() { Value = _serviceId });
        Add(NpgsqlDbType.Bigint, record => record.At.ToUnixTimeMilliseconds());
        Add(NpgsqlDbType.Text, record => record.Kind);
        Add(NpgsqlDbType.Bigint, record => record.User);
        Add(NpgsqlDbType.Text, record => record.Session);
        Add(NpgsqlDbType.Text, record => record.Cause);
        Add(NpgsqlDbType.Bigint, record => record.Actor);
        Add(NpgsqlDbType.Text, record => record.Address);
        await insert.ExecuteNonQueryAsync().ConfigureAwait(false);

        void Add<T>(NpgsqlDbType type, Func<EventRecord, T> column) =>
            insert.Parameters.Add(new() { Value = batch.Select(column).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadAsync(EventFilter filter, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand();
        EventStatement.Select(select, _serviceId, filter);
        await using var rows = await select.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var events = new List<StoredEvent>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            events.Add(EventStatement.Read(rows));
        return events;
    }

    public IAsyncEnumerable<int> DeleteEventsAsync(long end, int batchSize, CancellationToken cancellationToken) =>
        PostgreSqlSweep.DeleteAsync(options.Value, SweepLock, Delete, end, batchSize, cancellationToken);
}
