namespace TokenGrains.ApiHost.Hosting;

/// <summary>503 with <c>Retry-After</c>: nothing was done, and in a moment it could be.</summary>
internal sealed class Overloaded : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = "1";
        return TypedResults.Problem("The service is busy. Try again.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
    }
}
