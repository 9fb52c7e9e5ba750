using System.Diagnostics;

namespace TokenGrains.Cluster.Tests.Histories;

/// <summary>Writes down every request and answer, by many callers at once, on one clock that nobody sets.</summary>
internal sealed class Recorder
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly List<TimeSpan> _deaths = [];
    private TaskCompletionSource? _reached;
    private int _acknowledged;
    private int _wanted;

    public TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    public History History
    {
        get
        {
            lock (_gate)
                return new History([.. _entries], [.. _deaths]);
        }
    }

    public void Add(Entry entry)
    {
        lock (_gate)
        {
            _entries.Add(entry);
            if (entry.Verdict is Verdict.Ok && ++_acknowledged >= _wanted)
                _reached?.TrySetResult();
        }
    }

    /// <summary>The process is gone: what was open then has happened by now, or never will. All requests must have been given up.</summary>
    public void NoteDeath()
    {
        lock (_gate)
            _deaths.Add(Now);
    }

    /// <summary>Ends when so many more requests have been acknowledged.</summary>
    public Task UntilAcknowledged(int count)
    {
        lock (_gate)
        {
            _wanted = _acknowledged + count;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }
}
