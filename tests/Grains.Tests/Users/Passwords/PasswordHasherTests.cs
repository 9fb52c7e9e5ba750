using Microsoft.Extensions.Options;
using TokenGrains.Grains.Users.Passwords;

namespace TokenGrains.Grains.Tests.Users.Passwords;

public sealed class PasswordHasherTests : IDisposable
{
    private const int QueueLimit = 3;

    private readonly HashingThreads _threads;
    private readonly PasswordHasher _hasher;

    public PasswordHasherTests()
    {
        var options = Options.Create(new PasswordOptions { Argon2MemoryKiB = 7_168, Argon2Passes = 1, HashQueueLimit = QueueLimit });
        _threads = new HashingThreads(options);
        _hasher = new PasswordHasher(options, _threads);
    }

    public void Dispose() => _threads.Dispose();

    [Fact]
    public async Task A_password_is_right_against_its_own_hash_and_wrong_against_another()
    {
        var hash = await _hasher.Hash("correct horse");
        Assert.Equal(PasswordVerdict.Right, await _hasher.Verify("correct horse", hash));
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify("wrong horse", hash));
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify("correct horse", "no hash"));
    }

    [Fact]
    public async Task Without_a_hash_every_password_is_wrong()
    {
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify("correct horse", hash: null));
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify("", hash: null));
    }

    [Fact]
    public async Task A_hash_of_Django_is_right_but_outdated()
    {
        const string ofDjango = "pbkdf2_sha256$1000$NaCl0123456789abcdefgh$1CJcYSm6Egj9vhGLyLGqYt6vo5vOH35JG6uTT0UP5WQ=";
        Assert.Equal(PasswordVerdict.RightButOutdated, await _hasher.Verify("correct h\u00f6rse \U0001f600", ofDjango));
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify("correct horse", ofDjango));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("!FyspeDUcwbxEK4B95DgjyWn2rVIqzW5ZOtQ67Q20")]
    public async Task An_unusable_password_matches_nothing(string hash)
    {
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify("", hash));
        Assert.Equal(PasswordVerdict.Wrong, await _hasher.Verify(hash, hash));
    }

    [Fact]
    public async Task A_right_password_under_a_weaker_hash_is_right_but_outdated()
    {
        var stronger = new PasswordHasher(Options.Create(new PasswordOptions { Argon2MemoryKiB = 7_168, Argon2Passes = 2 }), _threads);
        var weak = await _hasher.Hash("correct horse");
        Assert.Equal(PasswordVerdict.RightButOutdated, await stronger.Verify("correct horse", weak));
        Assert.Equal(PasswordVerdict.Wrong, await stronger.Verify("wrong horse", weak));
        Assert.Equal(PasswordVerdict.Right, await _hasher.Verify("correct horse", await stronger.Hash("correct horse")));
    }

    [Fact]
    public async Task When_the_queue_is_full_the_answer_comes_at_once_and_what_waits_is_still_done()
    {
        var hash = await _hasher.Hash("correct horse");
        using var gate = new HashingGate(_threads);
        await gate.AllThreadsAreBusy;
        var waiting = Enumerable.Range(0, QueueLimit).Select(_ => _hasher.Verify("correct horse", hash)).ToList();
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        var (refusedCheck, refusedHash) = (_hasher.Verify("correct horse", hash), _hasher.Hash("correct horse"));
        Assert.True(refusedCheck.IsCompletedSuccessfully && refusedHash.IsCompletedSuccessfully);
        Assert.Equal(PasswordVerdict.Overloaded, await refusedCheck);
        Assert.Null(await refusedHash);

        gate.Open();
        await gate.AllJobsAreDone;
        Assert.All(await Task.WhenAll(waiting), verdict => Assert.Equal(PasswordVerdict.Right, verdict));
        Assert.Equal(PasswordVerdict.Right, await _hasher.Verify("correct horse", hash));
    }

    [Fact]
    public async Task A_fault_reaches_its_caller_and_the_threads_live_on()
    {
        for (var number = 0; number < 2 * Environment.ProcessorCount; number++)
            await Assert.ThrowsAnyAsync<ArgumentException>(() => _hasher.Hash("\ud800"));
        Assert.NotNull(await _hasher.Hash("correct horse"));
    }

    [Fact]
    public async Task After_the_end_everything_is_refused()
    {
        _threads.Dispose();
        Assert.Equal(PasswordVerdict.Overloaded, await _hasher.Verify("correct horse", hash: null));
        Assert.Null(await _hasher.Hash("correct horse"));
    }
}

/// <summary>Keeps every hashing thread busy until it is opened.</summary>
internal sealed class HashingGate : IDisposable
{
    private readonly ManualResetEventSlim _open = new();

    public HashingGate(HashingThreads threads)
    {
        var started = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
            .ToList();
        var jobs = started.ConvertAll(one => RunUntilAccepted(threads, one));
        AllThreadsAreBusy = Task.WhenAll(started.Select(one => one.Task));
        AllJobsAreDone = Task.WhenAll(jobs);
    }

    public Task AllThreadsAreBusy { get; }

    public Task AllJobsAreDone { get; }

    public void Open() => _open.Set();

    // After a failed assertion the threads must not hang.
    public void Dispose() => _open.Set();

    // With more cores than the queue is long, the threads must take jobs out before more fit in.
    private async Task RunUntilAccepted(HashingThreads threads, TaskCompletionSource started)
    {
        while (!await threads.Run(() => Hold(started), whenFull: false))
            await Task.Yield();
    }

    private bool Hold(TaskCompletionSource started)
    {
        started.SetResult();
        _open.Wait();
        return true;
    }
}
