using Npgsql;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Statements about many rows at once: each parameter is a column of them, and the answer begins with the places of rows in it, from 1.</summary>
/// <remarks>One text for any number of rows, so that each is prepared once per connection.</remarks>
internal static class RowStatement
{
    public const string Update = $"""
        UPDATE OrleansStorage s
        SET PayloadBinary = w.Payload, ModifiedOn = now() AT TIME ZONE 'utc', Version = s.Version + 1, LatestEnd = w.LatestEnd
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) WITH ORDINALITY
            AS w (IdHash, TypeHash, N0, N1, Type, Extension, Expected, Payload, LatestEnd, Place)
        CROSS JOIN LATERAL (SELECT ctid {SameRow}) r
        WHERE s.ctid = r.ctid AND s.Version = w.Expected
        RETURNING w.Place
        """;

    /// <summary>Answers with the whole identities: an INSERT cannot return what it does not store.</summary>
    public const string Insert = """
        INSERT INTO OrleansStorage (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, GrainIdExtensionString,
            Version, PayloadBinary, LatestEnd, ServiceId, ModifiedOn)
        SELECT w.*, $1, now() AT TIME ZONE 'utc'
        FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10) AS w
        ON CONFLICT DO NOTHING
        RETURNING GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString
        """;

    public const string Delete = $"""
        DELETE FROM OrleansStorage s
        USING unnest($2, $3, $4, $5, $6, $7, $8) WITH ORDINALITY AS w (IdHash, TypeHash, N0, N1, Type, Extension, Expected, Place)
        CROSS JOIN LATERAL (SELECT ctid {SameRow}) r
        WHERE s.ctid = r.ctid AND s.Version = w.Expected
        RETURNING w.Place
        """;

    public const string SelectVersion = $"""
        SELECT w.Place, r.Version
        FROM unnest($2, $3, $4, $5, $6, $7) WITH ORDINALITY AS w (IdHash, TypeHash, N0, N1, Type, Extension, Place)
        CROSS JOIN LATERAL (SELECT Version {SameRow}) r
        """;

    public const string Select = $"""
        SELECT w.Place, r.Version, r.PayloadBinary
        FROM unnest($2, $3, $4, $5, $6, $7) WITH ORDINALITY AS w (IdHash, TypeHash, N0, N1, Type, Extension, Place)
        CROSS JOIN LATERAL (SELECT Version, PayloadBinary {SameRow}) r
        """;

    // OFFSET 0 keeps the planner from turning the join round: while it takes the table for small it would walk all of it, in a plan
    // that stays when it has grown. So each row is looked up by the unique index, in the order of the parameters.
    private const string SameRow = """
        FROM OrleansStorage
        WHERE GrainIdHash = w.IdHash AND GrainTypeHash = w.TypeHash AND GrainIdN0 = w.N0 AND GrainIdN1 = w.N1
            AND GrainTypeString = w.Type AND ServiceId = $1 AND GrainIdExtensionString IS NOT DISTINCT FROM w.Extension
        OFFSET 0
        """;

    /// <summary>A statement about these rows; more columns follow with <c>With</c>.</summary>
    public static NpgsqlBatchCommand About(string sql, string serviceId, IReadOnlyList<RowKey> keys)
    {
        var statement = new NpgsqlBatchCommand(sql);
        statement.Parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceId });
        return statement
            .With(keys, key => key.IdHash)
            .With(keys, key => key.TypeHash)
            .With(keys, key => key.N0)
            .With(keys, key => key.N1)
            .With(keys, key => key.Type)
            .With(keys, key => key.Extension);
    }

    /// <summary>Adds one column.</summary>
    public static NpgsqlBatchCommand With<TItem, T>(this NpgsqlBatchCommand statement, IReadOnlyList<TItem> items, Func<TItem, T> value)
    {
        var column = new T[items.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(items[i]);
        statement.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = column });
        return statement;
    }
}
