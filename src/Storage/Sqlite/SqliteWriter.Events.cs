using Microsoft.Data.Sqlite;
using TokenGrains.Storage.Events;

namespace TokenGrains.Storage.Sqlite;

internal sealed partial class SqliteWriter
{
    /// <summary>Adds the events in one transaction; returns how many.</summary>
    public int Append(IReadOnlyList<EventRecord> batch)
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO SecurityEvents (ServiceId, HappenedAt, Kind, UserId, Session, Cause, Actor, Address)
            VALUES (@service, @at, @kind, @user, @session, @cause, @actor, @address)
            """;
        insert.Parameters.AddWithValue("@service", _serviceId);
        var columns = Array.ConvertAll<string, SqliteParameter>(
            ["@at", "@kind", "@user", "@session", "@cause", "@actor", "@address"], name => insert.Parameters.Add(new SqliteParameter { ParameterName = name }));

        _begin.ExecuteNonQuery();
        foreach (var record in batch)
        {
            object?[] values = [record.At.ToUnixTimeMilliseconds(), record.Kind, record.User, record.Session, record.Cause, record.Actor, record.Address];
            for (var column = 0; column < columns.Length; column++)
                columns[column].Value = values[column] ?? DBNull.Value;
            insert.ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
        return batch.Count;
    }

    /// <summary>Deletes events of <paramref name="end"/> (Unix milliseconds) or earlier; returns how many.</summary>
    public int DeleteEvents(long end, int maximum)
    {
        using var delete = _connection.CreateCommand();
        delete.CommandText =
            "DELETE FROM SecurityEvents WHERE Id IN (SELECT Id FROM SecurityEvents WHERE HappenedAt <= @end ORDER BY HappenedAt LIMIT @maximum)";
        delete.Parameters.AddWithValue("@end", end);
        delete.Parameters.AddWithValue("@maximum", maximum);
        return delete.ExecuteNonQuery();
    }
}
