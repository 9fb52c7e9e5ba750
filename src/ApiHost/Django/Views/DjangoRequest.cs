using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>What an action sees: DRF's <c>request</c> with its <c>data</c> parsed and its user known.</summary>
internal sealed class DjangoRequest(HttpContext context, ParsedBody body, AuthenticationTicket? ticket)
{
    /// <summary>Django's <c>AnonymousUser</c>.</summary>
    public static readonly ClaimsPrincipal Anonymous = new();

    public HttpContext Context => context;

    /// <summary>Empty for GET and HEAD, whose bodies DRF never reads.</summary>
    public ParsedBody Body => body;

    /// <summary>Of the scheme that succeeded, or null.</summary>
    public AuthenticationTicket? Ticket => ticket;

    public ClaimsPrincipal User => ticket?.Principal ?? Anonymous;

    public CancellationToken Aborted => context.RequestAborted;
}
