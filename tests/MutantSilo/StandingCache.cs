using System.Collections.Concurrent;
using System.Diagnostics;

namespace TokenGrains.MutantSilo;

/// <summary>Breaks <see cref="Mutation.CachesStandings"/>.</summary>
internal sealed class StandingCache : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<GrainId, (object? Standing, long At)> _standings = new();

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.MethodName is not "GetStanding")
        {
            await context.Invoke();
        }
        else if (_standings.TryGetValue(context.TargetId, out var cached) && Stopwatch.GetElapsedTime(cached.At) < Kept)
        {
            context.Result = cached.Standing;
        }
        else
        {
            await context.Invoke();
            if (context.Response?.Exception is null)
                _standings[context.TargetId] = (context.Result, Stopwatch.GetTimestamp());
        }
    }
}
