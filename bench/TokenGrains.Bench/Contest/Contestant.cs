using System.Security.Cryptography;
using Npgsql;
using TokenGrains.Bench.Services;
using TokenGrains.Storage.Tests;

namespace TokenGrains.Bench.Contest;

/// <summary>A service that can be started anew: ours in one of its modes, or a peer.</summary>
internal sealed record Contestant(string Name, Api Api, Func<Surroundings, Task<IReadOnlyList<ServiceProcess>>> Start)
{
    /// <summary>One process, everything in a SQLite file.</summary>
    public static readonly Contestant Sqlite = new("TokenGrains, SQLite", Api.TokenGrains, async room =>
        [await ServiceProcess.StartHost(room.Folder, withPlainEndpoint: true, room.Hashing(Hashing.Cheap))])
    {
        TokenLimits = [Limits.Gets, Limits.Refreshes],
    };

    /// <summary>One process and PostgreSQL.</summary>
    public static readonly Contestant Embedded = new("TokenGrains, one process", Api.TokenGrains, async room =>
        [await ServiceProcess.StartHost(room.Folder, withPlainEndpoint: false, room.PostgreSql)])
    {
        PasswordLimits = [Limits.Hashes],
        TokenLimits = [Limits.Upserts, Limits.Signatures],
    };

    /// <summary>The same with a key of Django's, that is, with tokens signed as SimpleJWT signs them by itself.</summary>
    public static readonly Contestant Hs256 = new("TokenGrains, HS256", Api.TokenGrains, async room =>
        [await ServiceProcess.StartHost(room.Folder, withPlainEndpoint: false, [.. room.PostgreSql, $"--SimpleJwt:SIGNING_KEY={RandomNumberGenerator.GetHexString(64)}"])])
    {
        HasPasswords = false,
        TokenLimits = [Limits.Upserts],
    };

    /// <summary>A host that is a member of a cluster.</summary>
    public static readonly Contestant CoHosted = new("TokenGrains, co-hosted", Api.TokenGrains, async room =>
        [await ServiceProcess.StartHost(
            room.Folder, withPlainEndpoint: false, [.. room.PostgreSql, "--Cluster:Mode=CoHosted", $"--Cluster:SiloPort={Stores.Ports.Free()}", "--Cluster:GatewayPort=0"])]);

    public static readonly Contestant Django = new("Django", Api.Django, async room =>
        [await ServiceProcess.StartPeer("bash", hasWorkers: true, room.Folder, [.. room.PostgreSqlVariables, .. room.Hashing(Hashing.CheapDjango)], address =>
            [Path.Combine(Repository.Root, "bench/peers/django/start.sh"), $"{address.Port}"])]);

    public static readonly Contestant Identity = new("ASP.NET Core Identity", Api.Identity, room => DotNetPeer(room, "Identity"));

    public static readonly Contestant OpenIddict = new("OpenIddict", Api.OpenIddict, room => DotNetPeer(room, "OpenIddict"));

    public static readonly Contestant BetterAuth = new("better-auth", Api.BetterAuth, async room =>
        [await ServiceProcess.StartPeer("node", hasWorkers: true, room.Folder, [.. room.PostgreSqlVariables, .. room.Hashing(Hashing.CheapBetterAuth)], address =>
            [Path.Combine(Repository.Root, "bench/peers/better-auth/server.mjs"), $"{address.Port}"])]);

    /// <summary>False for a variant that has to do with tokens only.</summary>
    public bool HasPasswords { get; private init; } = true;

    /// <summary>What is measured in turns with what costs a password hash.</summary>
    public IReadOnlyList<Limit> PasswordLimits { get; private init; } = [];

    /// <summary>What is measured in turns with what costs none.</summary>
    public IReadOnlyList<Limit> TokenLimits { get; private init; } = [];

    /// <summary>A host and so many silos.</summary>
    public static Contestant Silos(int count) => new($"TokenGrains, host and {count} silo{(count == 1 ? "" : "s")}", Api.TokenGrains, async room =>
    {
        var silos = Enumerable.Range(0, count).Select(_ => ServiceProcess.StartSilo(room.Folder, room.PostgreSql)).ToList();
        return [await ServiceProcess.StartHost(room.Folder, withPlainEndpoint: false, [.. room.PostgreSql, "--Cluster:Mode=Client"]), .. silos];
    });

    private static async Task<IReadOnlyList<ServiceProcess>> DotNetPeer(Surroundings room, string name) =>
        [await ServiceProcess.StartPeer("dotnet", hasWorkers: false, room.Folder, [], address =>
        [
            Repository.Assembly($"bench/peers/{name}", $"{name}Peer"), "--urls", address.OriginalString,
            $"--ConnectionStrings:Database={room.ConnectionString};Max Auto Prepare=32", .. room.Hashing(Hashing.CheapIdentity),
        ])];
}

/// <summary>What a contestant finds: an empty folder and an empty database, and how it shall hash passwords.</summary>
internal sealed record Surroundings(string Folder, string ConnectionString, bool HashesCheaply)
{
    /// <summary>Settings of ours.</summary>
    public IEnumerable<string> PostgreSql =>
        ["--Storage:Provider=PostgreSql", $"--Storage:ConnectionString={ConnectionString}", .. Hashing(Services.Hashing.Cheap)];

    /// <summary>What makes hashing cheap, where it shall be.</summary>
    public IEnumerable<TSetting> Hashing<TSetting>(IEnumerable<TSetting> cheap) => HashesCheaply ? cheap : [];

    /// <summary>The variables that libpq reads.</summary>
    public IReadOnlyList<(string Name, string Value)> PostgreSqlVariables
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            return [("PGHOST", parts.Host!), ("PGPORT", $"{parts.Port}"), ("PGDATABASE", parts.Database!), ("PGUSER", parts.Username!), ("PGPASSWORD", parts.Password!)];
        }
    }

    public static async Task<Surroundings> Create(PostgreSqlServer server, TemporaryFolder folder, bool hashesCheaply) =>
        new(folder.Path, server.ConnectionString(await server.CreateDatabaseAsync()), hashesCheaply);
}
