using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Upgrades the schema as the very first act of a silo: its membership stands in the same database, and is needed before any grain.</summary>
internal sealed partial class PostgreSqlSchemaUpgrade(IOptions<StorageOptions> options, ILogger<PostgreSqlSchemaUpgrade> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer)
    {
        if (options.Value.IsPostgreSql)
            observer.Subscribe(nameof(PostgreSqlSchemaUpgrade), ServiceLifecycleStage.First, RunAsync);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await PostgreSqlSchema.UpgradeAsync(options.Value, cancellationToken).ConfigureAwait(false);
        LogUpgraded(logger, PostgreSqlSchema.Newest);
    }
}
