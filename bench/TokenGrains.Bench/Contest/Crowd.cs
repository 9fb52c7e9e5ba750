using System.Collections.Concurrent;

namespace TokenGrains.Bench.Contest;

/// <summary>Accounts with some sessions each, to be ended.</summary>
/// <param name="First">The tokens of two sessions of each account.</param>
/// <param name="Last">Those of the two others.</param>
/// <param name="Access">An access token of each account, of one of the others.</param>
internal sealed record Crowd(IReadOnlyCollection<string> First, IReadOnlyCollection<string> Last, IReadOnlyCollection<string> Access)
{
    public static async Task<Crowd> SignIn(ApiClient client, Func<Task<string>> newAccount, int accounts)
    {
        var (first, last, access) = (new ConcurrentBag<string>(), new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await Parallel.ForEachAsync(Enumerable.Range(0, accounts), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) =>
        {
            var name = await newAccount();
            first.Add((await client.SignIn(name)).Session);
            first.Add((await client.SignIn(name)).Session);
            last.Add((await client.SignIn(name)).Session);
            var pair = await client.SignIn(name);
            last.Add(pair.Session);
            access.Add(pair.Access);
        });
        return new Crowd(first, last, access);
    }
}
