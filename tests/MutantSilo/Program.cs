using TokenGrains.Grains.Clustering;
using TokenGrains.Grains.Hosting;
using TokenGrains.MutantSilo;

// The silo as src/Silo starts it, with the one rule broken that --Mutation names. The checkers of the cluster tests must notice.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
var mutation = Enum.Parse<Mutation>(builder.Configuration["Mutation"]!);

builder.Services.AddTokenGrainsSettings(builder.Configuration);
builder.UseOrleans(silo => silo.UseTokenGrainsCluster().AddTokenGrains().Break(mutation));

return await builder.Build().RunOrReport();
