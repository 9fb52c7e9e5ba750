using Microsoft.Net.Http.Headers;
using TokenGrains.ApiHost.Account;
using TokenGrains.ApiHost.Admin;

namespace TokenGrains.ApiHost.Events;

/// <summary>Lists of security events: one's own, and everybody's for staff users.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        routes.ServiceProvider.GetRequiredService<OwnerOnly>().Guard(routes.MapGet("/account/events", ListOwn));
        routes.ServiceProvider.GetRequiredService<StaffOnly>().Guard(routes.MapGet("/api/admin/events/", ListAll));
    }

    private static Task<IResult> ListOwn(HttpContext http, AccountCaller caller, IGrainFactory grains)
    {
        var query = EventQueries.Read(http.Request.Query, EventQueries.OfOwn, out var errors);
        return List(http, grains, query is null ? null : query with { User = caller.User }, errors);
    }

    private static Task<IResult> ListAll(HttpContext http, IGrainFactory grains) =>
        List(http, grains, EventQueries.Read(http.Request.Query, EventQueries.OfAll, out var errors), errors);

    private static async Task<IResult> List(
        HttpContext http, IGrainFactory grains, TokenGrains.Events.EventQuery? query, Dictionary<string, string[]> errors)
    {
        if (query is null)
            return TypedResults.ValidationProblem(errors);

        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        return TypedResults.Json(EventPage.From(await grains.EventLog().Read(query)), EventJson.Default.EventPage);
    }
}
