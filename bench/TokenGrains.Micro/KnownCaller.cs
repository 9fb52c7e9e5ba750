using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.ApiHost.Revocations;

namespace TokenGrains.Micro;

/// <summary>A host that has verified a token before, from its request header on; its cluster is a <see cref="QuietCluster"/>.</summary>
internal sealed class KnownCaller : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly KnownCallers _callers;
    private readonly DefaultHttpContext _context;

    private KnownCaller(Issuer issuer, string token)
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Options.Create(issuer.Options))
            .AddSingleton(QuietCluster.With(issuer.Ring))
            .AddSingleton<FirstCalls>()
            .AddTokenAuthentication()
            .AddRevocations()
            .BuildServiceProvider();
        _callers = _services.GetRequiredService<KnownCallers>();
        _context = new DefaultHttpContext { RequestServices = _services };
        _context.Request.Headers.Authorization = $"Bearer {token}";
    }

    public static async Task<KnownCaller> Start(Issuer issuer, string token)
    {
        var caller = new KnownCaller(issuer, token);
        await caller._services.GetRequiredService<VerificationKeyFollower>().StartAsync(CancellationToken.None);
        await caller._services.GetRequiredService<RevocationFollower>().StartAsync(CancellationToken.None);
        await caller.Authenticate();
        var known = await caller.Authenticate();
        Sample.Require(known.Succeeded && ReferenceEquals(await caller.Authenticate(), known), "the caller is not known the second time");
        return caller;
    }

    public ValueTask<AuthenticateResult> Authenticate() => _callers.Authenticate(_context, AuthenticationSchemes.AccessToken);

    public async ValueTask DisposeAsync()
    {
        await _services.GetRequiredService<RevocationFollower>().StopAsync(CancellationToken.None);
        await _services.GetRequiredService<VerificationKeyFollower>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
