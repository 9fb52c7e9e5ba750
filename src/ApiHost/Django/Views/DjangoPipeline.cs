using Microsoft.AspNetCore.Authentication;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Takes a request through DRF's decisions in DRF's order: Accept, authentication, permission, throttle, method, body, action.</summary>
internal sealed class DjangoPipeline(DjangoView view, DjangoAction action)
{
    private static readonly DjangoResponse NotAuthenticated =
        DjangoResponse.Detail(StatusCodes.Status401Unauthorized, "Authentication credentials were not provided.");

    private static readonly DjangoResponse PermissionDenied =
        DjangoResponse.Detail(StatusCodes.Status403Forbidden, "You do not have permission to perform this action.");

    private readonly DjangoResponse _metadata = Metadata.Of(view);
    private readonly ResponseWriter _writer = new(view);

    public async Task Invoke(HttpContext context)
    {
        var negotiation = Negotiation.Of(context.Request, view.BrowsableHtml);
        DjangoResponse response;
        try
        {
            response = negotiation.Refusal ?? await Decide(context);
        }
        catch (BadHttpRequestException e)
        {
            // Django, too, says 400 of a body that is too large for it, where Kestrel would say 413.
            var status = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? StatusCodes.Status400BadRequest : e.StatusCode;
            await HtmlPages.AnswerBadRequest(context, status);
            return;
        }

        await _writer.Write(context, negotiation, response);
    }

    private async Task<DjangoResponse> Decide(HttpContext context)
    {
        var (ticket, refusal) = await Authenticate(context);
        refusal ??= Forbid(ticket) ?? Throttle(context);
        if (refusal is not null)
            return refusal;

        var method = context.Request.Method;
        if (view.AnswersOptions && HttpMethods.IsOptions(method))
            return _metadata;
        if (!Allows(method))
            return DjangoResponse.Detail(StatusCodes.Status405MethodNotAllowed, $"Method \"{method}\" not allowed.");

        var (body, unreadable) = HttpMethods.IsGet(method) || HttpMethods.IsHead(method)
            ? (ParsedBody.Empty, null)
            : await RequestBody.ReadAsync(context.Request, view);
        return unreadable ?? await action(new DjangoRequest(context, body!, ticket));
    }

    private async ValueTask<(AuthenticationTicket? Ticket, DjangoResponse? Refusal)> Authenticate(HttpContext context)
    {
        foreach (var scheme in view.AuthenticationSchemes)
        {
            var result = await view.AskScheme(context, scheme);
            if (result.Failure is not null)
                return (null, view.AuthenticationFailed(result, scheme));
            if (result.Succeeded)
            {
                context.User = result.Principal;
                return (result.Ticket, null);
            }
        }

        return (null, null);
    }

    private DjangoResponse? Forbid(AuthenticationTicket? ticket)
    {
        if (view.Permission is null || view.Permission(ticket?.Principal ?? DjangoRequest.Anonymous))
            return null;
        return ticket is null && !view.AuthenticationSchemes.IsEmpty ? NotAuthenticated : PermissionDenied;
    }

    private DjangoResponse? Throttle(HttpContext context)
    {
        return view.Throttle?.Invoke(context) is { } wait ? DjangoResponse.Throttled(wait) : null;
    }

    private bool Allows(string method)
    {
        var sought = HttpMethods.IsHead(method) ? HttpMethods.Get : method;
        foreach (var allowed in view.Methods)
        {
            if (HttpMethods.Equals(allowed, sought))
                return true;
        }

        return false;
    }
}
