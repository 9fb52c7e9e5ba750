using System.Runtime.CompilerServices;
using TokenGrains.Storage.Events;

namespace TokenGrains.Storage.Sqlite;

/// <summary>Events, written between two commits of grain states on the one connection that writes.</summary>
internal sealed partial class SqliteRowStore : IEventRows
{
    // Away from the caller: a commit blocks on the disk.
    public Task AppendAsync(IReadOnlyList<EventRecord> batch) => Task.Run(() => Write(writer => writer.Append(batch)));

    // A connection of its own: lists are rare.
    public Task<IReadOnlyList<StoredEvent>> ReadAsync(EventFilter filter, CancellationToken cancellationToken) => Task.Run<IReadOnlyList<StoredEvent>>(
        () =>
        {
            using var connection = SqliteConnections.OpenReader(_connection.ToString());
            using var select = connection.CreateCommand();
            EventStatement.Select(select, _serviceId, filter);
            using var rows = select.ExecuteReader();
            var events = new List<StoredEvent>();
            while (rows.Read())
                events.Add(EventStatement.Read(rows));
            return events;
        },
        cancellationToken);

    public async IAsyncEnumerable<int> DeleteEventsAsync(long end, int batchSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int deleted;
        do
        {
            yield return deleted = await Task.Run(() => Write(writer => writer.DeleteEvents(end, batchSize)), cancellationToken).ConfigureAwait(false);
        }
        while (deleted == batchSize);
    }
}
