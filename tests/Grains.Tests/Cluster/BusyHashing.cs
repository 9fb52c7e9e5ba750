using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Grains.Users;
using TokenGrains.Grains.Users.Passwords;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Keeps all hashing threads of a silo busy until it is disposed.</summary>
internal sealed class BusyHashing : IAsyncDisposable
{
    private readonly TaskCompletionSource _done = new();
    private readonly List<Task> _work = [];
    private readonly HashingThreads _threads;

    private BusyHashing(HashingThreads threads) => _threads = threads;

    public static async Task<BusyHashing> Start(TokenCluster cluster)
    {
        var busy = new BusyHashing(cluster.Services.GetRequiredService<HashingThreads>());
        var started = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => busy.Occupy()).ToList();
        await Task.WhenAll(started).WaitAsync(TokenCluster.Limit);
        return busy;
    }

    /// <summary>Returns a sign-in that stands in the queue of passwords to be hashed.</summary>
    public static async Task<Task<SignInResult>> SignIn(Account account, SignInPurpose purpose = SignInPurpose.Session)
    {
        var waiting = account.Cluster.Calls.WhenWaiting(account.Grain, nameof(IUserAccountGrain.SignIn));
        var signIn = account.SignIn(purpose);
        await waiting;
        return signIn;
    }

    /// <summary>Puts as much work before the busy threads as may wait there.</summary>
    public void FillQueue()
    {
        for (var waiting = 0; waiting < ClusterSettings.HashQueueLimit; waiting++)
            _ = Occupy();
    }

    /// <summary>Lets the threads go on, and waits until they have done it all.</summary>
    public async ValueTask DisposeAsync()
    {
        _done.TrySetResult();
        await Task.WhenAll(_work).WaitAsync(TokenCluster.Limit);
    }

    private Task Occupy()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(_threads.Run(
            () =>
            {
                started.SetResult();
                _done.Task.GetAwaiter().GetResult();
                return true;
            },
            whenFull: false));
        return started.Task;
    }
}
