using Microsoft.Data.Sqlite;

namespace TokenGrains.Storage.Sqlite;

/// <summary>The database file: readable by its owner only, and held by one process for as long as this lives.</summary>
internal sealed class SqliteFile : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    private readonly FileStream _lock;

    private SqliteFile(FileStream lockFile) => _lock = lockFile;

    public static SqliteFile Claim(SqliteConnectionStringBuilder connection)
    {
        var path = PathOf(connection);
        CreateFolder(Path.GetDirectoryName(path)!);
        var claimed = new SqliteFile(Lock(path));
        // Created here and not by SQLite, for the rights; SQLite gives those of the database to its -wal and -shm.
        // Only under the lock: closing any handle of a database drops the locks that SQLite has on it in this process.
        if (!File.Exists(path))
            Create(path).Dispose();
        connection.DataSource = path;
        return claimed;
    }

    public void Dispose() => _lock.Dispose();

    private static string PathOf(SqliteConnectionStringBuilder connection)
    {
        var source = connection.DataSource;
        if (source.Length == 0 || source == ":memory:" || source.StartsWith("file:", StringComparison.Ordinal) || connection.Mode == SqliteOpenMode.Memory)
            throw new OrleansConfigurationException($"{StorageOptions.SectionName}:ConnectionString must name a file: Data Source=path.");

        var path = Path.GetFullPath(source);
        // Two names of one file must meet at one lock.
        return File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerFolder);
    }

    // The file is left behind on purpose: deleting it would let two processes hold two files of that name.
    private static FileStream Lock(string path)
    {
        var lockPath = path + ".lock";
        try
        {
            return Create(lockPath);
        }
        catch (IOException cause)
        {
            throw new OrleansConfigurationException(
                $"Another process has the database {path} open ({lockPath} cannot be locked). One SQLite file serves one silo; more silos need PostgreSQL.", cause);
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }
}
