using Spectre.Console;

namespace TokenGrains.Bench.Contest;

/// <summary>Everything that the contest has measured.</summary>
internal sealed class Results
{
    private readonly Dictionary<(string Contestant, string Operation), Dictionary<int, Outcome>> _outcomes = [];
    private readonly List<string> _voids = [];

    public IEnumerable<string> Contestants => _outcomes.Keys.Select(key => key.Contestant).Distinct();

    public IEnumerable<string> Operations => _outcomes.Where(pair => !IsLimit(pair.Value)).Select(pair => pair.Key.Operation).Distinct();

    /// <summary>How many rounds there were.</summary>
    public int Rounds { get; private set; }

    public void Add(string contestant, int round, IReadOnlyList<Outcome> outcomes)
    {
        Rounds = round;
        foreach (var outcome in outcomes)
        {
            if (!_outcomes.TryGetValue((contestant, outcome.Operation), out var rounds))
                _outcomes[(contestant, outcome.Operation)] = rounds = [];
            rounds[round] = outcome;
        }
    }

    /// <summary>A wrong answer: nothing of this contestant counts in this round.</summary>
    public void AddVoid(string contestant, int round, string why)
    {
        Rounds = round;
        _voids.Add($"Round {round} of {contestant} is void: {why}");
        Console.WriteLine(_voids[^1]);
    }

    /// <summary>Everything, by contestant, operation and round.</summary>
    public IEnumerable<object> Outcomes => _outcomes.Select(pair => new { pair.Key.Contestant, pair.Key.Operation, rounds = pair.Value });

    /// <summary>What went wrong.</summary>
    public IEnumerable<string> Voids => _voids;

    /// <summary>What the machine can do at most.</summary>
    public IEnumerable<Series> Limits => _outcomes.Where(pair => IsLimit(pair.Value)).Select(pair => Find(pair.Key.Contestant, pair.Key.Operation)!);

    /// <summary>Requests a second; null if the contestant does not know the operation.</summary>
    public Series? Find(string contestant, string operation) => Find(contestant, operation, "/s", static outcome => outcome.Load.PerSecond);

    /// <summary>One figure of an operation, round by round.</summary>
    public Series? Find(string contestant, string operation, string unit, Func<Outcome, double> figure) =>
        _outcomes.TryGetValue((contestant, operation), out var rounds) ? new Series($"{operation} ({contestant})", unit, [.. Enumerable.Range(1, Rounds).Select(round => rounds.TryGetValue(round, out var outcome) ? figure(outcome) : double.NaN)]) : null;

    /// <summary>
    /// The busiest of each kind against what the load generator can do: far below one, and it is not the generator that was measured.
    /// Of the contestant that had its turns with the generator alone.
    /// </summary>
    public IEnumerable<Series> GeneratorShares()
    {
        var contestant = Contestant.Sqlite.Name;
        return Share("GET", Contest.Limits.Gets).Concat(Share("refresh", Contest.Limits.Refreshes));

        IEnumerable<Series> Share(string operations, Limit limit) => Find(contestant, limit.Name) is not { } most ? [] :
            Operations
                .Where(operation => operation.StartsWith(operations, StringComparison.Ordinal))
                .Select(operation => Find(contestant, operation)!.Over(most))
                .OrderByDescending(share => share.Median)
                .Take(1);
    }

    /// <summary>What was set out to be reached, with what was.</summary>
    public IEnumerable<Goal> Goals()
    {
        var (sqlite, embedded, hs256) = (Contestant.Sqlite.Name, Contestant.Embedded.Name, Contestant.Hs256.Name);
        (Series? Own, Series? Other, double Wanted)[] pairs =
        [
            (Find(sqlite, "GET, access token"), Find(sqlite, "GET, plain"), 0.85),
            (Find(sqlite, "GET, opaque token"), Find(sqlite, "GET, plain"), 0.80),
            (Find(embedded, "refresh"), Find(embedded, Contest.Limits.Upserts.Name), 0.40),
            (Find(hs256, "refresh"), Find(hs256, Contest.Limits.Upserts.Name), 0.40),
            (Find(embedded, "refresh"), Find(Contestant.Django.Name, "refresh"), 25),
            (Find(hs256, "refresh"), Find(Contestant.Django.Name, "refresh"), 25),
            (Find(embedded, "refresh"), Find(Contestant.OpenIddict.Name, "refresh"), 60),
            (Find(embedded, "refresh"), Find(Contestant.Identity.Name, "refresh"), 6),
            (Find(embedded, "sign-in"), Find(embedded, Contest.Limits.Hashes.Name), 0.90),
            (Find(embedded, "register"), Find(embedded, "sign-in"), 0.85),
        ];
        return pairs.Where(pair => pair is { Own: not null, Other: not null }).Select(pair => new Goal(pair.Own!.Over(pair.Other!), pair.Wanted));
    }

    /// <summary>The medians on the console.</summary>
    public void Print()
    {
        var table = new Table().AddColumn("requests a second");
        foreach (var operation in Operations)
            table.AddColumn(new TableColumn(operation).RightAligned());
        foreach (var contestant in Contestants)
            table.AddRow([contestant, .. Operations.Select(operation => Find(contestant, operation) is { } series ? $"{series.Median:N0}" : "")]);
        AnsiConsole.Write(table);
        foreach (var limit in Limits.Concat(GeneratorShares()))
            Console.WriteLine(limit);
        foreach (var goal in Goals())
            Console.WriteLine(goal);
    }

    private static bool IsLimit(IReadOnlyDictionary<int, Outcome> rounds) => rounds.Values.First().IsLimit;
}
