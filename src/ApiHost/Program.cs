using TokenGrains.ApiHost.Account;
using TokenGrains.ApiHost.Admin;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django;
using TokenGrains.ApiHost.Events;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.ApiHost.Revocations.ForOthers;
using TokenGrains.ApiHost.WellKnown;
using TokenGrains.Grains.Hosting;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // appsettings.json lies beside the program; data/ under the folder it is started from.
    ContentRootPath = AppContext.BaseDirectory,
});

builder.Services
    .AddTokenGrainsSettings(builder.Configuration)
    .AddSettings<ServerOptions>(builder.Configuration, ServerOptions.Section)
    .AddSettings<AdminOptions>(builder.Configuration, AdminOptions.Section)
    .AddSettings<RateLimitOptions>(builder.Configuration, RateLimitOptions.Section)
    .AddSettings<RegistrationOptions>(builder.Configuration, RegistrationOptions.Section)
    .AddSettings<RevocationOptions>(builder.Configuration, RevocationOptions.Section)
    .AddSettings<RestFrameworkOptions>(builder.Configuration, RestFrameworkOptions.Section);

builder.AddGrains();
builder.ConfigureServer();

builder.Services
    .AddProblemDetails()
    .AddExceptionHandler<FaultResponse>()
    .AddHealth()
    .AddDrain()
    .AddRevocations()
    .AddTokenAuthentication()
    .AddDjangoFace()
    .AddAdmin()
    .AddAccountFace();

var app = builder.Build();

return await app.RunOrReport(() =>
{
    app.CloseWhileStopping();
    app.CloseAfterChunkedErrors();
    app.UseExceptionHandler();
    app.UseStatusCodePages();
    app.MapHealth();
    app.MapDjangoFace();
    app.MapAdmin();
    app.MapAccountFace();
    app.MapEvents();
    app.MapJwks();
    app.MapMetadata();
    FeedEndpoint.Map(app);
});

/// <summary>Named so that tests can start the host in their own process.</summary>
public sealed partial class Program;
