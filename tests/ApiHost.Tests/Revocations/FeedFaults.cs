using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Revocations;

namespace TokenGrains.ApiHost.Tests.Revocations;

/// <summary>Counts the grain calls of a host, and cuts it off from the revocation feed on demand.</summary>
public sealed class FeedFaults : IOutgoingGrainCallFilter
{
    private readonly ConcurrentQueue<string> _calls = [];

    public bool IsCut { get; set; }

    /// <summary>The calls to grains other than the feed, since the last question.</summary>
    public string[] TakeCalls()
    {
        var calls = new List<string>();
        while (_calls.TryDequeue(out var call))
            calls.Add(call);
        return [.. calls];
    }

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod.DeclaringType == typeof(IRevocationFeedGrain))
            return IsCut ? Task.FromException(new TimeoutException("The feed is cut off.")) : context.Invoke();
        if (context.SourceContext is null && context.InterfaceMethod.Module == typeof(IRevocationFeedGrain).Module)
            _calls.Enqueue($"{context.InterfaceMethod.DeclaringType!.Name}.{context.InterfaceMethod.Name}");
        return context.Invoke();
    }

    /// <summary>A host that calls through it.</summary>
    internal TokenApp Host(params string[] settings) => new(settings)
    {
        MoreServices = services => services.AddSingleton<IOutgoingGrainCallFilter>(this),
    };
}
