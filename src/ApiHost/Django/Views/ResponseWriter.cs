namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Puts an answer on the wire with the headers that DRF and Django give it.</summary>
internal sealed class ResponseWriter(DjangoView view)
{
    private static readonly string[] Verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"];

    private readonly string _allow = string.Join(", ", Verbs.Where(verb =>
        verb == "OPTIONS" || view.Methods.Contains(verb == "HEAD" ? "GET" : verb)));

    public async Task Write(HttpContext context, Negotiation negotiation, DjangoResponse response)
    {
        var body = Render(context.Request, negotiation, response);
        WriteHead(context.Response, negotiation, response, body.Length);
        if (!body.IsEmpty && !HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private ReadOnlyMemory<byte> Render(HttpRequest request, Negotiation negotiation, DjangoResponse response)
    {
        if (negotiation.Html)
            return HtmlPages.Browsable(view, request, response);
        return negotiation.Indent > 0 && !response.Body.IsEmpty ? IndentedJson.From(response.Body.Span, negotiation.Indent) : response.Body;
    }

    private void WriteHead(HttpResponse http, Negotiation negotiation, DjangoResponse response, int length)
    {
        var headers = http.Headers;
        headers.Allow = _allow;
        if (negotiation.Html)
            headers.AddDocumentHardening();
        else
            headers.AddHardening();
        if (Vary(authenticated: negotiation.Refusal is null) is { } vary)
            headers.Vary = vary;

        http.StatusCode = response.Status;
        if (response.Status == StatusCodes.Status401Unauthorized)
            Challenge(http);
        foreach (var (name, value) in response.Headers)
            headers[name] = value;

        if (http.StatusCode == StatusCodes.Status204NoContent)
            return;
        http.ContentLength = length;
        if (length > 0)
            headers.ContentType = negotiation.Html ? HtmlPages.ContentType : MediaType.Json;
    }

    /// <summary>A view whose first authenticator has no challenge cannot say 401: RFC 9110 §15.5.2 wants the header.</summary>
    private void Challenge(HttpResponse http)
    {
        if (view.Challenge is null)
            http.StatusCode = StatusCodes.Status403Forbidden;
        else
            http.Headers.WWWAuthenticate = view.Challenge;
    }

    private string? Vary(bool authenticated) => (view.BrowsableHtml, view.VariesByCookie && authenticated) switch
    {
        (true, true) => "Accept, Cookie",
        (true, false) => "Accept",
        (false, true) => "Cookie",
        _ => null,
    };
}
