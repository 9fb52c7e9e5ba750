namespace TokenGrains.ApiHost.Django.Views;

internal static class DjangoRouting
{
    /// <summary>
    /// Serves <paramref name="view"/> at exactly <paramref name="path"/>, which ends in a slash. Every method gets there: those that the view
    /// does not know are refused by it, in its own words. Without the slash the answer is Django's <c>APPEND_SLASH</c> redirect.
    /// </summary>
    public static IEndpointConventionBuilder MapDjango(this IEndpointRouteBuilder endpoints, string path, DjangoView view, DjangoAction action)
    {
        var pipeline = new DjangoPipeline(view, action);
        return endpoints.Map(path, context => Dispatch(context, path, pipeline)).WithDisplayName($"Django {path}");
    }

    /// <summary>Routing lets through what Django tells apart: other cases, and the path without its last slash.</summary>
    private static Task Dispatch(HttpContext context, string path, DjangoPipeline pipeline)
    {
        var requested = context.Request.Path.Value.AsSpan();
        if (requested.SequenceEqual(path))
            return pipeline.Invoke(context);
        return requested.SequenceEqual(path.AsSpan()[..^1]) ? RedirectToSlash(context, path) : HtmlPages.AnswerNotFound(context);
    }

    private static Task RedirectToSlash(HttpContext context, string path)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status301MovedPermanently;
        response.ContentType = HtmlPages.ContentType;
        response.ContentLength = 0;
        response.Headers.Location = $"{context.Request.PathBase}{path}{context.Request.QueryString}";
        response.Headers.AddRedirectHardening();
        return Task.CompletedTask;
    }
}
