using System.Collections.Concurrent;

namespace TokenGrains.Bench.Services;

/// <summary>Sessions to load a service with.</summary>
internal static class SessionPool
{
    /// <returns>So many refresh tokens, each of a session of its own.</returns>
    public static async Task<IReadOnlyCollection<string>> Create(Account account, int count)
    {
        var tokens = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (_, _) => tokens.Add((await account.SignIn()).RefreshToken));
        return tokens;
    }
}
