using Microsoft.AspNetCore.Http.Features;
using TokenGrains.PlainEndpoint;

[assembly: HostingStartup(typeof(Plain))]

namespace TokenGrains.PlainEndpoint;

/// <summary>Gives a host that is being measured two endpoints more: <c>GET /plain/</c>, the JSON of the protected samples, protected by nothing, and <see cref="Memory"/>.</summary>
/// <remarks>
/// Brought into the unchanged host by <c>DOTNET_STARTUP_HOOKS</c> (the path of this assembly) and
/// <c>ASPNETCORE_HOSTINGSTARTUPASSEMBLIES</c> (its name). They stand behind the same middleware as the host's own endpoints.
/// </remarks>
public sealed class Plain : IHostingStartup, IStartupFilter
{
    private sealed record Greeting(string User);

    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(this));

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app => next(new Watched(app));

    // A WebApplication shows its routes among the properties, and only while it puts its middleware together.
    private sealed class Watched(IApplicationBuilder app) : IApplicationBuilder
    {
        private bool _isMapped;

        public IServiceProvider ApplicationServices { get => app.ApplicationServices; set => app.ApplicationServices = value; }

        public IFeatureCollection ServerFeatures => app.ServerFeatures;

        public IDictionary<string, object?> Properties => app.Properties;

        public IApplicationBuilder New() => app.New();

        public RequestDelegate Build() => app.Build();

        public IApplicationBuilder Use(Func<RequestDelegate, RequestDelegate> middleware)
        {
            if (!_isMapped && Properties.TryGetValue("__GlobalEndpointRouteBuilder", out var routes))
            {
                var endpoints = (IEndpointRouteBuilder)routes!;
                endpoints.MapGet("/plain/", () => Results.Ok(new Greeting("alice")));
                endpoints.MapGet("/memory/", Memory.Read);
                _isMapped = true;
            }

            app.Use(middleware);
            return this;
        }
    }
}
