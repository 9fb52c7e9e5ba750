using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Validation.AspNetCore;
using OpenIddictPeer;
using static OpenIddict.Abstractions.OpenIddictConstants;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

builder.Services.AddDbContextPool<PeerDbContext>(options => options
    .UseNpgsql(builder.Configuration.GetConnectionString("Database"))
    .UseOpenIddict());
builder.Services.AddIdentityCore<IdentityUser>(static options =>
{
    options.ClaimsIdentity.UserIdClaimType = Claims.Subject;
    options.ClaimsIdentity.UserNameClaimType = Claims.Name;
    options.ClaimsIdentity.RoleClaimType = Claims.Role;
}).AddEntityFrameworkStores<PeerDbContext>().AddSignInManager();
builder.Services.Configure<PasswordHasherOptions>(builder.Configuration.GetSection("Passwords"));

builder.Services.AddOpenIddict()
    .AddCore(static core => core.UseEntityFrameworkCore().UseDbContext<PeerDbContext>())
    .AddServer(static server =>
    {
        server.SetTokenEndpointUris("/connect/token").SetRevocationEndpointUris("/connect/revoke");
        server.AllowPasswordFlow().AllowRefreshTokenFlow();
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
    })
    .AddValidation(static validation =>
    {
        validation.UseLocalServer();
        validation.UseAspNetCore();
    });
builder.Services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
builder.Services.AddAuthorization();

var app = builder.Build();
await Seed.CreateAsync(app.Services);

app.MapGet("/health", static () => TypedResults.Ok());
app.MapPost("/register", Registration.Register);
app.MapPost("/connect/token", TokenEndpoint.Exchange);
app.MapPost("/revoke-all", Revocation.RevokeAll).RequireAuthorization();
app.MapGet("/hello", static (ClaimsPrincipal user) => new { user = user.Identity?.Name }).RequireAuthorization();
await app.RunAsync();
