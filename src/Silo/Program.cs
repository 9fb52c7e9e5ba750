using TokenGrains.Grains.Hosting;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.Services.AddTokenGrainsSettings(builder.Configuration);
builder.UseOrleans(silo =>
{
    // Loopback only: whoever reaches a silo or gateway port can call any grain.
    silo.UseLocalhostClustering(serviceId: "tokengrains", clusterId: "localhost");
    silo.AddTokenGrains();
});

return await builder.Build().RunOrReport();
