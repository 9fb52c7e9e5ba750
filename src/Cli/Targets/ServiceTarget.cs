using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TokenGrains.Importing;

namespace TokenGrains.Cli.Targets;

/// <summary>A service that runs, through its admin face.</summary>
internal sealed class ServiceTarget : ITarget
{
    private readonly HttpClient _service;

    /// <param name="service">Where it is.</param>
    /// <param name="token">A token of a staff user.</param>
    public ServiceTarget(Uri service, string token)
    {
        // The base of relative addresses is what stands before the last slash.
        _service = new HttpClient { BaseAddress = new Uri(service.ToString().TrimEnd('/') + "/api/admin/") };
        var scheme = token.Contains('.', StringComparison.Ordinal) ? "Bearer" : "Token";
        _service.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, token);
    }

    public async Task<long> CreateUser(string name, string password, bool isStaff)
    {
        using var created = await Send(HttpMethod.Post, "users/", JsonContent.Create(new { username = name, password, is_staff = isStaff }));
        return (await Read(created)).GetProperty("id").GetInt64();
    }

    public async Task<long> FindUser(string name)
    {
        using var found = await Send(HttpMethod.Get, $"users/?username={Uri.EscapeDataString(name)}");
        var users = await Read(found);
        return users.GetArrayLength() == 1 ? users[0].GetProperty("id").GetInt64() : throw new CommandException($"There is no user {name}.");
    }

    public async Task<string> CreateToken(long user, bool regenerate)
    {
        using var granted = await Send(HttpMethod.Post, $"users/{user}/tokens/", JsonContent.Create(new { regenerate }));
        return (await Read(granted)).GetProperty("token").GetString()!;
    }

    public async Task ChangePassword(long user, string password) =>
        (await Send(HttpMethod.Patch, $"users/{user}/", JsonContent.Create(new { password }))).Dispose();

    public async Task RevokeUser(long user)
    {
        (await Send(HttpMethod.Delete, $"users/{user}/sessions/")).Dispose();
        (await Send(HttpMethod.Delete, $"users/{user}/tokens/")).Dispose();
    }

    public async Task<int> FlushExpired()
    {
        using var flushed = await Send(HttpMethod.Post, "flush-expired/");
        return (await Read(flushed)).GetProperty("deleted").GetInt32();
    }

    public Task<IReadOnlyList<ImportResult>> ImportUsers(IReadOnlyList<ImportedUser> users, bool dryRun) => Import("users", users, dryRun);

    public Task<IReadOnlyList<ImportResult>> ImportRevocations(IReadOnlyList<ImportedRevocation> revocations, bool dryRun) =>
        Import("revocations", revocations, dryRun);

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<ImportResult>> Import<T>(string what, IReadOnlyList<T> rows, bool dryRun)
    {
        var lines = new ByteArrayContent([.. rows.SelectMany(row => (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(row, ImportJson.Options), (byte)'\n'])]);
        lines.Headers.ContentType = new MediaTypeHeaderValue(ImportJson.ContentType);
        using var answer = await Send(HttpMethod.Post, $"import/{what}/?dry_run={(dryRun ? "true" : "false")}", lines);
        var results = await answer.Content.ReadAsStringAsync();
        return [.. results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ImportJson.ReadResult)];
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        HttpResponseMessage answer;
        try
        {
            answer = await _service.SendAsync(request);
        }
        catch (HttpRequestException exception)
        {
            throw new CommandException($"No service answers at {_service.BaseAddress}: {exception.Message}");
        }

        return answer.IsSuccessStatusCode ? answer : throw await Explain(answer);
    }

    private static async Task<CommandException> Explain(HttpResponseMessage answer)
    {
        using (answer)
        {
            if (answer.StatusCode is HttpStatusCode.Unauthorized)
                return new CommandException("The service does not take the token: give one of a staff user with --token or TOKENGRAINS_TOKEN.");

            var isProblem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
            return new CommandException(isProblem ? Describe(await Read(answer)) : $"The service answers {(int)answer.StatusCode}: is there an admin face?");
        }
    }

    private static string Describe(JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors)
            ? string.Join('\n', errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray()).Select(error => error.GetString()))
            : problem.TryGetProperty("detail", out var detail) ? detail.GetString()! : $"The service answers {problem.GetProperty("status")}.";

    private static Task<JsonElement> Read(HttpResponseMessage answer) => answer.Content.ReadFromJsonAsync<JsonElement>();
}
