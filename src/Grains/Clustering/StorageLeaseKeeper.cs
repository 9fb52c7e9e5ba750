using System.Data.Common;
using Npgsql;
using TokenGrains.Storage;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Grains.Clustering;

/// <summary>Keeps the <see cref="StorageLease"/>: asks storage, again and again, whether this silo still counts as living.</summary>
internal sealed partial class StorageLeaseKeeper(
    StorageLease lease,
    ILocalSiloDetails silo,
    IOptions<StorageOptions> storage,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<StorageLeaseKeeper> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // Graceful leave goes through two more states in which the silo still hands its grains over.
    private const string Query =
        "SELECT EXISTS (SELECT FROM orleansmembershiptable WHERE deploymentid = $1 AND address = $2 AND port = $3 AND generation = $4 AND status < $5)";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _stop = new();
    private Task _keeping = Task.CompletedTask;

    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(StorageLeaseKeeper),
        ServiceLifecycleStage.BecomeActive,
        _ =>
        {
            // Nothing is in memory yet that could be out of date.
            lease.Confirm(lease.Now);
            _keeping = Task.Run(KeepAsync, CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _stop.CancelAsync();
            await _keeping;
        });

    public void Dispose() => _stop.Dispose();

    private async Task KeepAsync()
    {
        await using var database = PostgreSqlConnections.CreateDataSource(storage.Value);
        await using var command = database.CreateCommand(Query);
        command.Parameters.Add(new() { Value = cluster.Value.ClusterId });
        command.Parameters.Add(new() { Value = silo.SiloAddress.Endpoint.Address.ToString() });
        command.Parameters.Add(new() { Value = silo.SiloAddress.Endpoint.Port });
        command.Parameters.Add(new() { Value = silo.SiloAddress.Generation });
        command.Parameters.Add(new() { Value = (int)SiloStatus.Dead });

        var wasHeld = true;
        while (!_stop.IsCancellationRequested)
        {
            var confirmed = await ConfirmAsync(command);
            if (lease.IsHeld != wasHeld)
                LogChanged(logger, wasHeld = lease.IsHeld);
            await Task.Delay(confirmed ? Interval : RetryPause, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ConfirmAsync(NpgsqlCommand command)
    {
        var asked = lease.Now;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            limit.CancelAfter(AnswerLimit);
            if (await command.ExecuteScalarAsync(limit.Token) is not true)
                return false;

            lease.Confirm(asked);
            return true;
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException or TimeoutException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning, Message = "Storage confirms this silo: {IsHeld}. While it does not, nothing is answered from memory.")]
    private static partial void LogChanged(ILogger logger, bool isHeld);
}
