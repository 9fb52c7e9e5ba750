using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using TokenGrains.Grains.Sessions;
using TokenGrains.Sessions;

namespace TokenGrains.Micro;

/// <summary>Orleans' serializer with the code that was generated for our states.</summary>
internal static class Serialization
{
    public static ServiceProvider Services() => new ServiceCollection()
        .AddMetrics()
        .AddSerializer(serializer => serializer.AddAssembly(typeof(SessionState).Assembly).AddAssembly(typeof(SessionId).Assembly))
        .BuildServiceProvider();
}
