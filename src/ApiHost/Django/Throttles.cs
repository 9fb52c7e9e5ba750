using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;

namespace TokenGrains.ApiHost.Django;

/// <summary>DRF's <c>AnonRateThrottle</c> and <c>UserRateThrottle</c>, one bucket per client over all views.</summary>
internal sealed class Throttles
{
    private readonly RateThrottle? _anonymous;
    private readonly RateThrottle? _user;

    public Throttles(IOptions<RestFrameworkOptions> options, TimeProvider time)
    {
        _anonymous = Create("anon");
        _user = Create("user");

        RateThrottle? Create(string scope) =>
            options.Value.ThrottleRates.TryGetValue(scope, out var text) && text is not null && ThrottleRate.TryParse(text, out var rate)
                ? new RateThrottle(rate, time)
                : null;
    }

    /// <summary>How long the client has to wait; null if it may go on.</summary>
    public TimeSpan? Take(HttpContext context)
    {
        // Not X-Forwarded-For, as DRF does without NUM_PROXIES: there any client picks its own bucket.
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var isKnown = context.User.Identity is { IsAuthenticated: true };
        var account = isKnown ? context.User.FindFirst(TokenGrainsClaims.User)?.Value ?? address : address;

        // Both count a request of nobody known, and the longer wait is the answer.
        var anonymous = isKnown ? null : _anonymous?.Take(address);
        var user = _user?.Take(account);
        return anonymous > user || user is null ? anonymous : user;
    }
}
