using Microsoft.Data.Sqlite;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.Sqlite;

/// <summary>The one connection that writes. After a failure it is thrown away: closing rolls back whatever was open.</summary>
internal sealed partial class SqliteWriter : IDisposable
{
    // Result codes of SQLite: a row that it does not take.
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    private readonly SqliteConnection _connection;
    private readonly string _serviceId;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteRowStatement _insert;
    private readonly SqliteRowStatement _update;
    private readonly SqliteRowStatement _delete;
    private readonly SqliteRowStatement _version;

    public SqliteWriter(SqliteConnection connection, string serviceId)
    {
        _connection = connection;
        _serviceId = serviceId;
        // IMMEDIATE takes the write lock first: a read lock that is raised later can fail half-way through the batch.
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _insert = new SqliteRowStatement(connection, serviceId, SqliteRowStatement.Insert);
        _update = new SqliteRowStatement(connection, serviceId, SqliteRowStatement.Update);
        _delete = new SqliteRowStatement(connection, serviceId, SqliteRowStatement.Delete);
        _version = new SqliteRowStatement(connection, serviceId, SqliteRowStatement.SelectVersion);
    }

    public void Commit(IReadOnlyList<RowWrite> batch)
    {
        _begin.ExecuteNonQuery();
        try
        {
            foreach (var write in batch)
                write.Outcome = Judge(write);
        }
        catch (SqliteException refusal) when (refusal.SqliteErrorCode is Constraint or TooBig or Mismatch)
        {
            // Before COMMIT, and this connection is given up: nothing of the batch remains.
            throw new WriteRefusedException(refusal);
        }

        _commit.ExecuteNonQuery();
    }

    /// <summary>Deletes rows whose latest end is not after <paramref name="end"/>; returns how many.</summary>
    public int DeleteEnded(long end, int maximum)
    {
        using var delete = _connection.CreateCommand();
        delete.CommandText = "DELETE FROM OrleansStorage WHERE rowid IN (SELECT rowid FROM OrleansStorage WHERE LatestEnd <= @end LIMIT @maximum)";
        delete.Parameters.AddWithValue("@end", end);
        delete.Parameters.AddWithValue("@maximum", maximum);
        return delete.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var statement in (IDisposable[])[_begin, _commit, _insert, _update, _delete, _version, _connection])
            statement.Dispose();
    }

    private WriteOutcome Judge(RowWrite write)
    {
        var changed = (write.ExpectedVersion, write.NewVersion) switch
        {
            (null, not null) => _insert.Execute(write),
            (not null, not null) => _update.Execute(write),
            (not null, null) => _delete.Execute(write),
            (null, null) => 0,
        };
        if (changed == 1)
            return new WriteOutcome(IsWritten: true, write.NewVersion);

        var stored = StoredVersion(write.Key);
        // To clear what was never written asks only that it still is not there.
        return new WriteOutcome(IsWritten: (write.ExpectedVersion, write.NewVersion, stored) is (null, null, null), stored);
    }

    private int? StoredVersion(RowKey key)
    {
        using var row = _version.Read(key);
        return row.Read() ? row.GetInt32(0) : null;
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Prepare();
        return command;
    }
}
