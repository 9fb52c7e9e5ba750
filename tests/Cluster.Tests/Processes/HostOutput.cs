namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>What a process writes, line by line, both streams in the order of their arrival.</summary>
internal sealed class HostOutput
{
    private const int Kept = 2_000;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private readonly List<(Func<string, bool> IsWanted, TaskCompletionSource<string> Found)> _waiting = [];

    public void Add(string? line)
    {
        if (line is null)
            return;

        lock (_gate)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
            foreach (var waiter in _waiting.FindAll(waiter => waiter.IsWanted(line)))
            {
                waiter.Found.TrySetResult(line);
                _waiting.Remove(waiter);
            }
        }
    }

    /// <summary>The first line that is wanted, be it written already or still to come.</summary>
    public Task<string> Find(Func<string, bool> isWanted)
    {
        lock (_gate)
        {
            if (_lines.FirstOrDefault(isWanted) is { } line)
                return Task.FromResult(line);

            var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isWanted, found));
            return found.Task;
        }
    }

    public override string ToString()
    {
        lock (_gate)
            return string.Join(Environment.NewLine, _lines);
    }
}
