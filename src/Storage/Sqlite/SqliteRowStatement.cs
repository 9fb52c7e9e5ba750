using System.Data;
using Microsoft.Data.Sqlite;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.Sqlite;

/// <summary>A prepared statement about one row.</summary>
internal sealed class SqliteRowStatement : IDisposable
{
    public const string Insert = """
        INSERT INTO OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString,
            ServiceId, PayloadBinary, ModifiedOn, Version, LatestEnd)
        VALUES (@idHash, @n0, @n1, @typeHash, @type, @extension, @serviceId, @payload, datetime('now'), @newVersion, @latestEnd)
        ON CONFLICT DO NOTHING
        """;

    public const string Update = $"""
        UPDATE OrleansStorage
        SET PayloadBinary = @payload, ModifiedOn = datetime('now'), Version = @newVersion, LatestEnd = @latestEnd
        WHERE {ThisRow} AND Version = @expectedVersion
        """;

    public const string Delete = $"DELETE FROM OrleansStorage WHERE {ThisRow} AND Version = @expectedVersion";

    public const string SelectVersion = $"SELECT Version FROM OrleansStorage WHERE {ThisRow}";

    public const string Select = $"SELECT Version, PayloadBinary FROM OrleansStorage WHERE {ThisRow}";

    private const string ThisRow = """
        GrainIdHash = @idHash AND GrainTypeHash = @typeHash AND GrainIdN0 = @n0 AND GrainIdN1 = @n1
        AND GrainTypeString = @type AND ServiceId = @serviceId AND GrainIdExtensionString IS @extension
        """;

    private readonly SqliteCommand _command;
    private readonly Dictionary<string, SqliteParameter> _parameters = [];

    public SqliteRowStatement(SqliteConnection connection, string serviceId, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        // All that some statement needs; SQLite is given those that this one names.
        foreach (var name in (string[])["@idHash", "@n0", "@n1", "@typeHash", "@type", "@extension", "@serviceId", "@payload", "@expectedVersion", "@newVersion", "@latestEnd"])
            _parameters[name] = _command.Parameters.AddWithValue(name, DBNull.Value);
        _parameters["@serviceId"].Value = serviceId;
        _command.Prepare();
    }

    /// <summary>Returns the number of rows changed.</summary>
    public int Execute(RowWrite write)
    {
        Bind(write.Key);
        Set("@payload", write.Payload);
        Set("@expectedVersion", write.ExpectedVersion);
        Set("@newVersion", write.NewVersion);
        Set("@latestEnd", write.LatestEnd);
        return _command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(RowKey key)
    {
        Bind(key);
        return _command.ExecuteReader(CommandBehavior.SingleRow);
    }

    public void Dispose() => _command.Dispose();

    private void Bind(RowKey key)
    {
        Set("@idHash", key.IdHash);
        Set("@n0", key.N0);
        Set("@n1", key.N1);
        Set("@typeHash", key.TypeHash);
        Set("@type", key.Type);
        Set("@extension", key.Extension);
    }

    private void Set(string name, object? value) => _parameters[name].Value = value ?? DBNull.Value;
}
