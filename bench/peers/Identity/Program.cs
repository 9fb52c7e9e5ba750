using System.Security.Claims;
using IdentityPeer;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

builder.Services.AddDbContextPool<PeerDbContext>(options => options.UseNpgsql(builder.Configuration.GetConnectionString("Database")));
builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<PeerDbContext>();
builder.Services.Configure<PasswordHasherOptions>(builder.Configuration.GetSection("Passwords"));
builder.Services.AddAuthorization();
// Keys that outlive the process would lie in the home of whoever runs the bench.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();

var app = builder.Build();
await using (var scope = app.Services.CreateAsyncScope())
    await scope.ServiceProvider.GetRequiredService<PeerDbContext>().Database.EnsureCreatedAsync();

app.MapGet("/health", static () => TypedResults.Ok());
app.MapIdentityApi<IdentityUser>();
app.MapGet("/hello", static (ClaimsPrincipal user) => new { user = user.Identity?.Name }).RequireAuthorization();
await app.RunAsync();
