using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Storage;
using TokenGrains.Storage.Janitor;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Stores;

/// <summary>What refreshes lose while the janitor works: 100,000 sessions, half of them ended, and 64 writers on the living ones.</summary>
internal static class JanitorBench
{
    private const int Ended = 50_000;
    private const int Writers = 64;

    public static Command Command { get; } = Settings.Repeating("janitor", "What refreshes lose while ended sessions are deleted.", RunAsync);

    private static async Task RunAsync(int rounds, TimeSpan duration)
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var silo = await Contender.StartAsync("janitor", StorageProvider.PostgreSql, server.ConnectionString(await server.CreateDatabaseAsync()));
        var janitor = silo.Services.GetRequiredService<IStorageJanitor>();
        var living = CreateRows("l", Ended, null);
        await Load.WriteEachAsync(silo.Storage, living);
        await Load.WritesAsync(silo.Storage, living, Writers, TimeSpan.FromSeconds(2));

        var ratios = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            await Load.WriteEachAsync(silo.Storage, CreateRows($"e{round}-", Ended, DateTimeOffset.UnixEpoch.AddDays(1)));
            var before = await Load.WritesAsync(silo.Storage, living, Writers, duration);
            var sweep = janitor.SweepAsync(int.MaxValue, CancellationToken.None);
            var during = await Load.WritesAsync(silo.Storage, living, Writers, duration);
            var share = sweep.IsCompleted ? "and had time left" : "and it went on";
            var deleted = await sweep;
            var after = await Load.WritesAsync(silo.Storage, living, Writers, duration);
            ratios.Add(during.PerSecond / ((before.PerSecond + after.PerSecond) / 2));
            Console.WriteLine(
                $"round {round}: {before.PerSecond:F0} writes/s before, {during.PerSecond:F0} while {deleted} rows were deleted ({share}), {after.PerSecond:F0} after: {ratios[^1]:F2}");
            if (deleted != Ended)
                throw new InvalidOperationException($"The janitor deleted {deleted} of {Ended} rows: the round is void.");
        }

        ratios.Sort();
        Console.WriteLine($"median ratio of {rounds} rounds: {ratios[rounds / 2]:F2}");
    }

    private static Row[] CreateRows(string prefix, int count, DateTimeOffset? latestEnd) =>
        [.. Enumerable.Range(0, count).Select(i => new Row(GrainId.Create("session", $"s~{prefix}{i:x8}")) { State = new Session { LatestEnd = latestEnd } })];
}
