using System.Security.Claims;
using TokenGrains.Client;

// A service of its own that takes access tokens of TokenGrains:
//   dotnet run --project samples/ResourceServer --TokenGrains:Authority=http://localhost:5000 --TokenGrains:FeedToken=tg_...
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthentication().AddTokenGrainsBearer(builder.Configuration.GetSection("TokenGrains").Bind);
builder.Services.AddAuthorization();

var app = builder.Build();
app.MapGet("/notes", (ClaimsPrincipal caller) => $"Notes of {caller.Identity!.Name}").RequireAuthorization();
app.Run();
