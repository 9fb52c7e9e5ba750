using TokenGrains.ApiHost.Hosting;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Keeps whose the imported authtoken keys are, so that any other key is refused without a grain call.</summary>
/// <remarks>
/// 28 to 56 bytes of memory a key. A guessed key passes by mistake, and then costs a call to one user's grain, once in 2^64 over
/// the number of keys: for a million, once in 18 million million. A host that cannot reach the list goes on with what it has.
/// </remarks>
internal sealed partial class ImportedTokenFollower(
    IGrainFactory grains, FirstCalls calls, TimeProvider time, ILogger<ImportedTokenFollower> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _refreshing = new(1);
    private volatile Dictionary<ulong, UserId> _users = [];
    private int _count;

    /// <summary>Whose the key is, if it was imported; whether it still lives, only that user's grain knows.</summary>
    public bool TryFind(ImportedToken token, out UserId user) => _users.TryGetValue(token.Prefix, out user);

    /// <summary>Gets the list before the host takes requests: without it a good key would be refused.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await calls.UntilAnswered(Refresh, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Learns at once what was imported up to now.</summary>
    /// <returns>How many entries the host has now.</returns>
    public async Task<int> Refresh()
    {
        await _refreshing.WaitAsync();
        try
        {
            // What requests read is never changed, only replaced.
            Dictionary<ulong, UserId>? users = null;
            var count = _count;
            while (await grains.ImportedTokens().Read(count) is { IsEmpty: false } owners)
            {
                users ??= new Dictionary<ulong, UserId>(_users);
                foreach (var owner in owners)
                    users[owner.Prefix] = owner.User;
                count += owners.Length;
            }

            (_users, _count) = (users ?? _users, count);
            return count;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public override void Dispose()
    {
        _refreshing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryRefresh();
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task TryRefresh()
    {
        try
        {
            await Refresh();
        }
        catch (Exception exception) when (Outage.Is(exception))
        {
            LogNotRefreshed(logger, exception);
        }
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "The list of imported tokens could not be refreshed; the last one stays in use.")]
    private static partial void LogNotRefreshed(ILogger logger, Exception exception);
}
