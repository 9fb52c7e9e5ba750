using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>The host on a real port.</summary>
public sealed class WireApp : TokenApp
{
    public const string Marker = "/__smuggled";

    private int _smuggled;
    private int _ended;

    public WireApp()
    {
        MoreServices = services => services.AddSingleton<IStartupFilter>(new MarkerWatch(this));
        StartOnLoopback();
    }

    /// <summary>How many requests for <see cref="Marker"/> were served, with whatever answer.</summary>
    public int Smuggled => Volatile.Read(ref _smuggled);

    /// <summary>A last request, which makes a server that goes on listening close the connection.</summary>
    public const string End = "GET /__end HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    /// <summary>How many times <see cref="End"/> was served.</summary>
    public int Ended => Volatile.Read(ref _ended);

    private sealed class MarkerWatch(WireApp wire) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                if (context.Request.Path == Marker)
                    Interlocked.Increment(ref wire._smuggled);
                if (context.Request.Path == "/__end")
                    Interlocked.Increment(ref wire._ended);
                return rest(context);
            });
            next(app);
        };
    }
}

/// <summary>The classes that share <see cref="WireApp"/>.</summary>
[CollectionDefinition(Name)]
public sealed class WireCollection : ICollectionFixture<WireApp>
{
    public const string Name = "Wire";
}
