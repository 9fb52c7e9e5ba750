using Microsoft.Data.Sqlite;

namespace TokenGrains.Storage.Tests;

/// <summary>A folder for one test's database.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("tokengrains-").FullName;

    public string Database => Path.Combine(_path, "data", "tokengrains.db");

    public string ConnectionString => $"Data Source={Database}";

    /// <summary>Someone else at the file: an administrator's shell, a backup.</summary>
    public SqliteConnection OpenShell()
    {
        var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        return connection;
    }

    public object? Query(string sql)
    {
        using var shell = OpenShell();
        return shell.Run(sql);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}

internal static class Shell
{
    public static object? Run(this SqliteConnection shell, string sql)
    {
        using var command = shell.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
