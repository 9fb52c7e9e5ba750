using System.CommandLine;
using System.Diagnostics;
using System.Net;
using TokenGrains.Bench.Services;

namespace TokenGrains.Bench.Sessions;

/// <summary>What an account with very many sessions costs: to sign in, to keep, and to log out everywhere.</summary>
internal static class SessionsBench
{
    private const int Few = 10;
    private const int Watched = 500;
    private const int SignIns = 200;
    private const int Refreshes = 1000;

    private static readonly Option<int> Count = new("--count") { Description = "How many sessions the account has.", DefaultValueFactory = _ => 100_000 };

    public static Command Command { get; } = Create();

    private static Command Create()
    {
        var command = new Command("sessions", "An account with very many sessions: its sign-ins, its rows, and the end of all of them at once.") { Count };
        command.SetAction(result => Run(result.GetValue(Count)));
        return command;
    }

    private static async Task Run(int count)
    {
        await using var cluster = await Cluster.Start(silos: 1, hosts: 2, Hashing.Cheap);
        var hosts = cluster.Hosts.Select(host => new HttpClient { BaseAddress = host.Address }).ToList();
        var (many, few) = (await Account.Register(hosts[0]), await Account.Register(hosts[0]));
        for (var i = 0; i < Few; i++)
            await few.SignIn();
        await Parallel.ForEachAsync(Enumerable.Range(0, count - Watched), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, _) => await many.SignIn());

        Console.WriteLine(await SignInCost(many, few));
        Console.WriteLine(await RowSize(cluster, hosts[0], await few.SignIn()));

        // The last ones, so that their access tokens still live.
        var watched = new List<TokenPair>();
        for (var i = 0; i < Watched; i++)
            watched.Add(await many.SignIn());
        Console.WriteLine(await EndAll(cluster, hosts, watched[^1], watched));
    }

    /// <summary>In turns, so that what the machine does meanwhile meets both.</summary>
    private static async Task<string> SignInCost(Account many, Account few)
    {
        var (ofMany, ofFew) = (new List<double>(), new List<double>());
        for (var i = 0; i < SignIns; i++)
        {
            ofFew.Add(await Milliseconds(few));
            ofMany.Add(await Milliseconds(many));
        }

        var (manySeries, fewSeries) = (new Series("many", "ms", ofMany), new Series("few", "ms", ofFew));
        return $"sign-in: {fewSeries.Median:F2} ms with few sessions, {manySeries.Median:F2} ms with many: {manySeries.Median / fewSeries.Median:F2} (medians of {SignIns}, in turns)";

        static async Task<double> Milliseconds(Account account)
        {
            var started = Stopwatch.GetTimestamp();
            await account.SignIn();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    private static async Task<string> RowSize(Cluster cluster, HttpClient host, TokenPair session)
    {
        var before = await SessionBytes(session);
        var last = session;
        for (var i = 0; i < Refreshes; i++)
            last = await last.Refresh(host);
        return $"a session's row: {before} bytes before the first refresh, {await SessionBytes(last)} after {Refreshes} of them";

        Task<object?> SessionBytes(TokenPair pair) => cluster.Query(
            $"SELECT pg_column_size(orleansstorage.*) FROM orleansstorage WHERE graintypestring = 'session' AND grainidextensionstring = 's~{pair.Session}'");
    }

    private static async Task<string> EndAll(Cluster cluster, List<HttpClient> hosts, TokenPair own, List<TokenPair> watched)
    {
        foreach (var host in hosts)
        {
            if ((await Ask(host, watched)).Any(status => status is not HttpStatusCode.OK))
                throw new InvalidOperationException("A live token was refused: the run is void.");
        }

        var databaseTime = await cluster.Query("SELECT (now() AT TIME ZONE 'utc')::text");
        var started = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/account/sessions?all=true") { Headers = { Authorization = own.Bearer } };
        using var answer = await hosts[0].SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var took = Stopwatch.GetElapsedTime(started);

        var refused = await Task.WhenAll(hosts.Select(host => UntilAllRefused(host, watched, started)));
        var written = await cluster.Query($"SELECT string_agg(graintypestring, ', ' ORDER BY graintypestring) FROM orleansstorage WHERE modifiedon >= '{databaseTime}'");
        return $"log out everywhere: acknowledged after {took.TotalMilliseconds:F1} ms; {watched.Count} of its access tokens refused by both hosts after {refused.Max():F1} ms; rows written: {written}";
    }

    private static async Task<double> UntilAllRefused(HttpClient host, List<TokenPair> sessions, long started)
    {
        while ((await Ask(host, sessions)).Any(status => status is HttpStatusCode.OK))
        {
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<HttpStatusCode[]> Ask(HttpClient host, List<TokenPair> sessions) =>
        await Task.WhenAll(sessions.Select(session => session.Greet(host)));
}
