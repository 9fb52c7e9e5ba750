using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Hosting;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.Services.AddTokenGrainsSettings(builder.Configuration);
builder.UseOrleans(silo => silo.UseTokenGrainsCluster().AddTokenGrains());

return await builder.Build().RunOrReport();
