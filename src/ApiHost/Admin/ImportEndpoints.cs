using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.Importing;

namespace TokenGrains.ApiHost.Admin;

/// <summary>What the command-line tool asks of a service that runs: imports batch by batch, and deleting what has ended.</summary>
internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/api/admin").WithMetadata(new RequestSizeLimitAttribute(ImportJson.LargestBody));
        routes.ServiceProvider.GetRequiredService<StaffOnly>().Guard(admin);
        admin.MapPost("/import/users/", ImportUsers);
        admin.MapPost("/import/revocations/", ImportRevocations);
        admin.MapPost("/flush-expired/", FlushExpired);
    }

    private static async Task<IResult> ImportUsers(HttpRequest request, bool? dry_run, IGrainFactory grains, ImportedTokenFollower tokens)
    {
        if (await ReadLines<ImportedUser>(request) is not { } users)
            return AdminProblems.InvalidBatch();

        var results = await grains.Imports().ImportUsers(users, dry_run ?? false);
        // This host at once, the others within their interval.
        await tokens.Refresh();
        return WriteLines(results);
    }

    private static async Task<IResult> ImportRevocations(HttpRequest request, bool? dry_run, IGrainFactory grains) =>
        await ReadLines<ImportedRevocation>(request) is { } revocations
            ? WriteLines(await grains.Imports().ImportRevocations(revocations, dry_run ?? false))
            : AdminProblems.InvalidBatch();

    private static async Task<IResult> FlushExpired(IGrainFactory grains) =>
        TypedResults.Ok(new FlushResponse(await grains.Janitor().Sweep()));

    /// <summary>One row a line; null if a line is none, or there are too many.</summary>
    private static async Task<ImmutableArray<T>?> ReadLines<T>(HttpRequest request)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        try
        {
            while (await reader.ReadLineAsync(request.HttpContext.RequestAborted) is { } line)
            {
                if (rows.Count == IImportGrain.LargestBatch || JsonSerializer.Deserialize<T>(line, ImportJson.Options) is not { } row)
                    return null;
                rows.Add(row);
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return null;
        }

        return rows.ToImmutable();
    }

    private static ContentHttpResult WriteLines(ImmutableArray<ImportResult> results) =>
        TypedResults.Text(string.Concat(results.Select(result => ImportJson.WriteResult(result) + "\n")), ImportJson.ContentType);
}
