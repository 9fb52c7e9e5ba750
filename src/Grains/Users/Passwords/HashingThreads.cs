using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace TokenGrains.Grains.Users.Passwords;

/// <summary>As many threads as there are cores, for hashing alone, behind a queue with a limit.</summary>
/// <remarks>
/// Hashing on grain turns or on the thread pool starved everything else (98 to 99.5 percent fewer grain calls, measured). These
/// threads run at low priority: an idle machine hashes on all of its cores, a busy one goes on serving refreshes and checks.
/// </remarks>
internal sealed partial class HashingThreads : IDisposable
{
    private const int ProcessPriority = 0;
    private const int Niceness = 10;

    private readonly Channel<Action> _queue;

    public HashingThreads(IOptions<PasswordOptions> options)
    {
        _queue = Channel.CreateBounded<Action>(options.Value.HashQueueLimit);
        for (var number = 0; number < Environment.ProcessorCount; number++)
        {
            new Thread(Work) { IsBackground = true, Name = $"Password hashing {number}", Priority = ThreadPriority.BelowNormal }.Start();
        }
    }

    /// <summary>Runs <paramref name="work"/> on one of the threads, or returns <paramref name="whenFull"/> at once.</summary>
    public Task<T> Run<T>(Func<T> work, T whenFull)
    {
        // Continuations belong to the caller's scheduler, not to a hashing thread.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite(() => Complete(completion, work)) ? completion.Task : Task.FromResult(whenFull);
    }

    public void Dispose() => _queue.Writer.TryComplete();

    private static void Complete<T>(TaskCompletionSource<T> completion, Func<T> work)
    {
        try
        {
            completion.SetResult(work());
        }
#pragma warning disable CA1031 // Whatever it is, it is the caller's, who awaits it; the thread must live on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            completion.SetException(exception);
        }
    }

    private void Work()
    {
        LowerPriority();
        var reader = _queue.Reader;
        while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (reader.TryRead(out var work))
                work();
        }
    }

    // .NET ignores thread priorities on Linux. There, niceness is a property of the thread, and 0 means the calling one.
    private static void LowerPriority()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(ProcessPriority, 0, Niceness);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}
