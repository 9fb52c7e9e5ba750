using Microsoft.AspNetCore.Mvc;
using TokenGrains.ApiHost.Hosting;

namespace TokenGrains.ApiHost.Account;

/// <summary>The account face: what users may do about their own account. Errors are problems (RFC 9457).</summary>
internal static class AccountEndpoints
{
    private const int LargestBody = 16 * 1024;

    public static IServiceCollection AddAccountFace(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccountJson.Default));
        services.AddSingleton<OwnerOnly>();
        return services;
    }

    public static void MapAccountFace(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        routes.ServiceProvider.GetRequiredService<OwnerOnly>().Guard(account);
        account.AnswersWrongContentTypes();
        account.MapTokens();
        account.MapPost("/password", PasswordEndpoint.Change);
        account.MapGet("/sessions", SessionEndpoints.List);
        account.MapDelete("/sessions", SessionEndpoints.EndMany);
        account.MapDelete("/sessions/{id}", SessionEndpoints.End);
        account.MapPost("/logout", SessionEndpoints.Logout);
    }
}
