using Microsoft.AspNetCore.Diagnostics;

namespace TokenGrains.ApiHost.Hosting;

/// <summary>The one place where an exception becomes an answer. None of its text reaches the caller.</summary>
internal sealed partial class FaultResponse(IProblemDetailsService problems, ILogger<FaultResponse> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "1";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var status = exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => StatusCodes.Status499ClientClosedRequest,
            _ when Outage.Is(exception) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        httpContext.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            LogUnavailable(logger, exception);
        }
        else if (status is StatusCodes.Status500InternalServerError)
        {
            LogFault(logger, exception);
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = { Status = status } });
    }

    [LoggerMessage(EventId = 410, Level = LogLevel.Warning, Message = "A request was answered with 503.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 411, Level = LogLevel.Error, Message = "A request failed.")]
    private static partial void LogFault(ILogger logger, Exception exception);
}
