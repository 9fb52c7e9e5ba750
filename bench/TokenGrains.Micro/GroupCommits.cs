using BenchmarkDotNet.Attributes;

namespace TokenGrains.Micro;

/// <summary>A session written through group commit, by one caller and by 64 at once; the time is that of one write.</summary>
public class GroupCommits
{
    private const int Callers = 64;

    private readonly SessionRow[] _rows = [.. Enumerable.Range(0, Callers).Select(_ => new SessionRow())];
    private readonly Task[] _writes = new Task[Callers];
    private SessionStore _store = null!;

    /// <summary>False: commits cost nothing, and what is left is our own.</summary>
    [Params(false, true)]
    public bool Sqlite { get; set; }

    [GlobalSetup]
    public async Task Open()
    {
        _store = await SessionStore.Open(isDurable: Sqlite);
        await All();
        var before = _rows[0].ETag;
        await One();
        Sample.Require(before is not null && _rows[0].ETag != before, "nothing was written");
    }

    [GlobalCleanup]
    public void Close()
    {
        _store.Dispose();
        Console.WriteLine($"// {_store.WritesPerCommit:F1} writes shared a commit.");
    }

    [Benchmark]
    public Task One() => _store.Write(_rows[0]);

    [Benchmark(OperationsPerInvoke = Callers)]
    public Task All()
    {
        for (var caller = 0; caller < Callers; caller++)
            _writes[caller] = _store.Write(_rows[caller]);
        return Task.WhenAll(_writes);
    }
}
