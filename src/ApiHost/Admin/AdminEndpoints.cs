using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TokenGrains.ApiHost.Hosting;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Admin;

/// <summary>The admin face: accounts, by staff users. Errors are problems (RFC 9457).</summary>
internal static class AdminEndpoints
{
    private const int LargestBody = 16 * 1024;

    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => AdminJson.Configure(json.SerializerOptions));
        services.AddHostedService<FirstAdmin>();
        services.AddSingleton<StaffOnly>();
        return services;
    }

    public static void MapAdmin(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/admin/users").WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        routes.ServiceProvider.GetRequiredService<StaffOnly>().Guard(users);
        users.AnswersWrongContentTypes();
        users.MapPost("/", Create);
        users.MapGet("/", Find);
        users.MapGet("/{id}/", Get);
        users.MapPatch("/{id}/", Change);
        users.MapDelete("/{id}/", Delete);
        users.MapPost("/{id}/tokens/", CreateToken);
        users.MapDelete("/{id}/tokens/", DeleteTokens);
        users.MapDelete("/{id}/sessions/", DeleteSessions);
        routes.MapImports();
    }

    private static async Task<IResult> Create(CreateUserRequest request, IGrainFactory grains)
    {
        if (!Username.TryParse(request.Username, out var name) || !name.IsWellFormed)
            return AdminProblems.InvalidName();
        if (!AdminProblems.IsText(request.Password))
            return AdminProblems.InvalidPassword();

        return await grains.Register(name, request.Password, request.IsActive ?? true, request.IsStaff) switch
        {
            RegisterResult.Registered registered =>
                TypedResults.Created($"/api/admin/users/{registered.User.User}/", UserResponse.From(registered.User)),
            RegisterResult.NameTaken => AdminProblems.NameTaken(),
            RegisterResult.PasswordRefused refused => AdminProblems.PasswordRefused(refused.Fault),
            RegisterResult.Overloaded or RegisterResult.IdTaken => new Overloaded(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    private static async Task<IResult> Find(string? username, IGrainFactory grains)
    {
        if (username is null)
            return AdminProblems.NameMissing();
        if (!Username.TryParse(username, out var name) || await grains.Username(name).Find(name) is not { } user)
            return TypedResults.Ok(Array.Empty<UserResponse>());
        return TypedResults.Ok(new[] { UserResponse.From(user) });
    }

    private static async Task<IResult> Get(string id, IGrainFactory grains) =>
        UserId.TryParse(id, out var user) && await grains.User(user).Describe() is { } description
            ? TypedResults.Ok(UserResponse.From(description))
            : AdminProblems.UnknownUser();

    private static async Task<IResult> Change(string id, ChangeUserRequest request, IGrainFactory grains)
    {
        if (!UserId.TryParse(id, out var user) || await grains.User(user).Describe() is not { } before)
            return AdminProblems.UnknownUser();
        if (request.Password is { } password && !AdminProblems.IsText(password))
            return AdminProblems.InvalidPassword();

        var name = before.Name;
        if (request.Username is { } text && (!Username.TryParse(text, out name) || !name.IsWellFormed))
            return AdminProblems.InvalidName();

        // Name and account are two grains. A name that is taken is found before anything changes; only one that is taken in
        // this very moment leaves the other changes behind.
        if (name != before.Name && await grains.Username(name).Find(name) is not null)
            return AdminProblems.NameTaken();

        var result = await grains.User(user).Update(new UserChanges(request.IsActive, request.IsStaff, request.Password));
        return result switch
        {
            UpdateUserResult.Updated updated when name == before.Name => TypedResults.Ok(UserResponse.From(updated.User)),
            UpdateUserResult.Updated updated => await Rename(updated.User, name, grains),
            UpdateUserResult.UnknownUser => AdminProblems.UnknownUser(),
            UpdateUserResult.PasswordRefused refused => AdminProblems.PasswordRefused(refused.Fault),
            UpdateUserResult.Overloaded => new Overloaded(),
            var unmapped => throw new UnreachableException(unmapped.GetType().Name),
        };
    }

    private static async Task<IResult> Rename(UserDescription user, Username name, IGrainFactory grains) =>
        await grains.Username(name).Rename(user.User, name) switch
        {
            RenameResult.Renamed => TypedResults.Ok(UserResponse.From(user with { Name = name })),
            RenameResult.NameTaken => AdminProblems.NameTaken(),
            _ => AdminProblems.UnknownUser(),
        };

    private static async Task<IResult> Delete(string id, IGrainFactory grains) =>
        Deleted(UserId.TryParse(id, out var user) && await grains.User(user).Delete());

    private static async Task<IResult> CreateToken(string id, CreateTokenRequest request, IGrainFactory grains) =>
        UserId.TryParse(id, out var user) && await grains.User(user).GrantToken(request.Regenerate) is { } granted
            ? TypedResults.Ok(new TokenResponse(granted.Text))
            : AdminProblems.UnknownUser();

    private static async Task<IResult> DeleteTokens(string id, IGrainFactory grains) =>
        Deleted(UserId.TryParse(id, out var user) && await grains.User(user).RevokeOpaqueTokens());

    private static async Task<IResult> DeleteSessions(string id, IGrainFactory grains) =>
        Deleted(UserId.TryParse(id, out var user) && await grains.User(user).RevokeSessions());

    private static IResult Deleted(bool existed) => existed ? TypedResults.NoContent() : AdminProblems.UnknownUser();
}
