using TokenGrains.Events;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Hosting;

internal static class ClientInfoExtensions
{
    /// <summary>Where a request comes from. Behind a proxy the address is the proxy's, unless ASP.NET's forwarded headers are switched on.</summary>
    public static ClientInfo DescribeClient(this HttpContext http) =>
        new(http.Connection.RemoteIpAddress?.ToString(), http.Request.Headers.UserAgent is [{ Length: > 0 } agent] ? Clean(agent) : null);

    /// <summary>Tells the grains that this request still calls whose doing it is.</summary>
    public static void AttachOrigin(this HttpContext http, UserId? actor = null) => new CallOrigin(actor, http.Connection.RemoteIpAddress?.ToString()).Attach();

    // It is shown to people, and may be anything.
    private static string Clean(string agent)
    {
        var length = Math.Min(agent.Length, ClientInfo.LongestUserAgent);
        return string.Create(length, agent, static (cleaned, agent) =>
        {
            for (var at = 0; at < cleaned.Length; at++)
                cleaned[at] = char.IsControl(agent[at]) ? ' ' : agent[at];
        });
    }
}
