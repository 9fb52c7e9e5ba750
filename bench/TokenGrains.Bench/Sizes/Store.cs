using System.Globalization;
using Microsoft.Data.Sqlite;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Sizes;

/// <summary>Where a host keeps its sessions, and how large that has become.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Settings">What the host is told.</param>
/// <param name="Bytes">Of everything in it, indexes included.</param>
internal sealed record Store(string Name, IReadOnlyList<string> Settings, Func<Task<long>> Bytes)
{
    public static Store Sqlite(string folder)
    {
        var file = $"Data Source={Path.Combine(folder, "sizes.db")}";
        return new Store("SQLite", [$"--Storage:ConnectionString={file}"], async () =>
        {
            await using var connection = new SqliteConnection($"{file};Pooling=false");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
            return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        });
    }

    public static async Task<Store> PostgreSql(PostgreSqlServer server)
    {
        var database = await server.CreateDatabaseAsync();
        return new Store("PostgreSQL", ["--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={server.ConnectionString(database)}"], async () =>
        {
            await server.ExecuteAsync(database, "VACUUM orleansstorage");
            return (long)(await server.ExecuteAsync(database, "SELECT pg_total_relation_size('orleansstorage')"))!;
        });
    }
}
