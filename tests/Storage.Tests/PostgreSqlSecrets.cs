using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TokenGrains.Storage.Tests;

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSqlSecrets(PostgreSqlFixture fixture) : StorageTests(new PostgreSqlDatabase(fixture))
{
    private PostgreSqlDatabase PostgreSql => (PostgreSqlDatabase)Database;

    [StorageFact]
    public async Task No_password_and_no_state_reach_a_log_or_an_exception()
    {
        var seen = new SeenLog();
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(seen));
        var password = new Npgsql.NpgsqlConnectionStringBuilder(Database.ConnectionString).Password!;
        using (var room = await StorageRoom.OpenAsync(Database, Database.Options(options => options.ConnectionString += ";Include Error Detail=true"), loggers))
        {
            Database.Poison("u~poison");
            seen.Add((await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Write("u~poison", 77_777))).ToString());
            await PostgreSql.Server.StopImmediatelyAsync();
            try
            {
                seen.Add((await Assert.ThrowsAnyAsync<OrleansException>(() => room.Write("u~a", 1))).ToString());
                seen.Add((await Assert.ThrowsAnyAsync<OrleansException>(() => room.Write("u~a", 1))).ToString());
                seen.Add((await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Read("u~a"))).ToString());
            }
            finally
            {
                await PostgreSql.Server.StartAgainAsync();
            }
        }

        seen.Add((await Assert.ThrowsAnyAsync<Exception>(() => Database.OpenAsync(options => options.ConnectionString = options.ConnectionString.Replace(password, password + "x", StringComparison.Ordinal)))).ToString());
        Assert.NotEmpty(seen.Texts);
        Assert.DoesNotContain(seen.Texts, text => text.Contains(password, StringComparison.Ordinal) || text.Contains("Failing row", StringComparison.Ordinal));
    }

    private sealed class SeenLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _texts = new();

        public IReadOnlyCollection<string> Texts => _texts;

        public void Add(string text) => _texts.Enqueue(text);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
