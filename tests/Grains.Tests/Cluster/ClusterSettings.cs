using Microsoft.Extensions.Configuration;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>The configuration of a cluster under test: cheap hashes, and lifetimes that differ, so that each can be met alone.</summary>
internal static class ClusterSettings
{
    public static readonly TimeSpan ReuseGracePeriod = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan IdleLifetime = TimeSpan.FromHours(12);
    public static readonly TimeSpan AbsoluteLifetime = TimeSpan.FromDays(2);
    public static readonly int HashQueueLimit = 64;

    public static IConfiguration For(TemporaryFolder folder, params (string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Keys:MasterKeyFile"] = folder.MasterKeyFile,
            ["Storage:ConnectionString"] = folder.ConnectionString,
            ["Passwords:Argon2MemoryKiB"] = "7168",
            ["Passwords:Argon2Passes"] = "1",
            ["Passwords:HashQueueLimit"] = $"{HashQueueLimit}",
            ["Sessions:ReuseGracePeriod"] = $"{ReuseGracePeriod}",
            ["Sessions:IdleLifetime"] = $"{IdleLifetime}",
            ["Sessions:AbsoluteLifetime"] = $"{AbsoluteLifetime}",
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
