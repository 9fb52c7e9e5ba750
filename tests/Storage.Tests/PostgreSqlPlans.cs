using TokenGrains.Storage.GroupCommit;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Storage.Tests;

/// <summary>How often the server plans.</summary>
[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlPlans(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    // The server decides for itself after the fifth.
    private const int Runs = 8;

    [StorageFact]
    public async Task A_statement_about_rows_is_planned_once_for_any_number_of_them()
    {
        var options = Database.Options();
        await PostgreSqlSchema.UpgradeAsync(options);
        using var session = await PostgreSqlSession.OpenAsync(PostgreSqlConnections.Serving(options).ConnectionString, "service", CancellationToken.None);
        for (var run = 0; run < Runs; run++)
            await Read(session, rows: 1 + run);

        Assert.Equal(0L, await Count(session, "custom_plans"));
        Assert.InRange(await Count(session, "generic_plans"), 1, Runs);
    }

    private static async Task Read(PostgreSqlSession session, int rows)
    {
        await using var batch = session.CreateBatch();
        var keys = Enumerable.Range(0, rows).Select(row => RowKey.From(StorageRoom.StateName, StorageRoom.Id($"u~{row}"))).ToList();
        batch.BatchCommands.Add(RowStatement.About(RowStatement.Select, session.ServiceId, keys));
        await using var reader = await batch.ExecuteReaderAsync();
        Assert.False(await reader.ReadAsync());
    }

    private static async Task<long> Count(PostgreSqlSession session, string plans)
    {
        await using var batch = session.CreateBatch();
        batch.BatchCommands.Add(new Npgsql.NpgsqlBatchCommand(
            $"SELECT COALESCE(SUM({plans}), 0)::bigint FROM pg_prepared_statements WHERE position('PayloadBinary' in statement) > 0"));
        return (long)(await batch.ExecuteScalarAsync())!;
    }
}
