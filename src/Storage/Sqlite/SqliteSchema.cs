using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TokenGrains.Storage.Sqlite;

/// <summary>The tables, and the steps that bring an older database up to date. Opening a current one changes nothing.</summary>
internal static class SqliteSchema
{
    // One entry per version, never edited after a release.
    private static readonly string[] Steps =
    [
        // The stock layout, so that the stock provider reads these rows; an existing stock table is taken over.
        // LatestEnd: Unix seconds after which the row may be deleted (IExpiringState), null: never.
        // The index is unique over the whole identity: the arbiter between two first writes. Null and empty extensions differ,
        // and a unique index takes nulls as different from each other, hence the two expressions.
        """
        CREATE TABLE IF NOT EXISTS OrleansStorage (
            GrainIdHash INT NOT NULL,
            GrainIdN0 BIGINT NOT NULL,
            GrainIdN1 BIGINT NOT NULL,
            GrainTypeHash INT NOT NULL,
            GrainTypeString NVARCHAR(512) NOT NULL,
            GrainIdExtensionString NVARCHAR(512) NULL,
            ServiceId NVARCHAR(150) NOT NULL,
            PayloadBinary BLOB NULL,
            ModifiedOn DATETIME NOT NULL,
            Version INT NULL
        );
        ALTER TABLE OrleansStorage ADD COLUMN LatestEnd INTEGER NULL;
        CREATE UNIQUE INDEX UX_OrleansStorage ON OrleansStorage (
            GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId,
            (GrainIdExtensionString IS NULL), COALESCE(GrainIdExtensionString, ''));
        """,
        // For the janitor.
        "CREATE INDEX IX_OrleansStorage_LatestEnd ON OrleansStorage (LatestEnd) WHERE LatestEnd IS NOT NULL",
        // Security events: rows are added and deleted, never changed. HappenedAt: Unix milliseconds. An id is never used again.
        // One index is for the list of a user, the other for the janitor and for lists of a period.
        """
        CREATE TABLE SecurityEvents (
            Id INTEGER PRIMARY KEY AUTOINCREMENT,
            ServiceId TEXT NOT NULL,
            HappenedAt INTEGER NOT NULL,
            Kind TEXT NOT NULL,
            UserId INTEGER NULL,
            Session TEXT NULL,
            Cause TEXT NULL
        );
        CREATE INDEX IX_SecurityEvents_User ON SecurityEvents (UserId, Id);
        CREATE INDEX IX_SecurityEvents_HappenedAt ON SecurityEvents (HappenedAt);
        """,
        // Whose doing an event was, and the IP address that it was asked from.
        "ALTER TABLE SecurityEvents ADD COLUMN Actor INTEGER NULL; ALTER TABLE SecurityEvents ADD COLUMN Address TEXT NULL",
    ];

    /// <summary>The newest version this program knows.</summary>
    public static int Newest => Steps.Length;

    public static void Upgrade(SqliteConnection connection)
    {
        // Kept in the file. Readers go on during a commit, and a commit is one sync of the log.
        if (SqliteConnections.Run(connection, "PRAGMA journal_mode = WAL") is not "wal")
            throw new OrleansConfigurationException("The database cannot use a write-ahead log: its file system lacks shared memory. Use a local disk.");

        using var transaction = connection.BeginTransaction(deferred: false);
        Run(connection, "CREATE TABLE IF NOT EXISTS TokenGrainsSchema (Version INTEGER NOT NULL)");
        var found = Convert.ToInt32(Run(connection, "SELECT COALESCE(MAX(Version), 0) FROM TokenGrainsSchema"), CultureInfo.InvariantCulture);
        if (found > Newest)
        {
            throw new OrleansConfigurationException(
                $"The database has schema version {found}, this program knows {Newest} at most. Start the newer program, or restore a backup from before it.");
        }

        for (var version = found + 1; version <= Newest; version++)
        {
            Run(connection, Steps[version - 1]);
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO TokenGrainsSchema (Version) VALUES ({version})"));
        }

        transaction.Commit();
    }

    private static object? Run(SqliteConnection connection, string sql) => SqliteConnections.Run(connection, sql);
}
