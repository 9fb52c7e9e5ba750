using System.Runtime.CompilerServices;
using System.Text.Json;

namespace TokenGrains.ApiHost.Tests;

/// <summary>What a staff user does.</summary>
internal static class TokenAppAdmin
{
    public const string UsersPath = "/api/admin/users/";

    private static readonly ConditionalWeakTable<TokenApp, Task<string>> Headers = [];

    /// <summary>The header of the first staff user, who signs in once per app.</summary>
    public static Task<string> AdminHeader(this TokenApp app) => Headers.GetValue(app, SignIn);

    /// <summary>Calls the admin face as the first staff user; <paramref name="path"/> starts behind <see cref="UsersPath"/>.</summary>
    public static async Task<Answer> Admin(this TokenApp app, string method, string path, object? members = null)
    {
        var header = await app.AdminHeader();
        return members is null
            ? await app.Send(method, UsersPath + path, (byte[]?)null, header)
            : await app.Send(method, UsersPath + path, JsonSerializer.Serialize(members), header, "Content-Type: application/json");
    }

    public static async Task<long> IdOf(this TokenApp app, string name)
    {
        var users = (await app.Admin("GET", $"?username={Uri.EscapeDataString(name)}")).Json;
        return Assert.Single(users.EnumerateArray()).GetProperty("id").GetInt64();
    }

    /// <summary>Changes a user and expects it to work.</summary>
    public static async Task Change(this TokenApp app, string name, object changes)
    {
        var answer = await app.Admin("PATCH", $"{await app.IdOf(name)}/", changes);
        Assert.True(answer.Status == 200, answer.ToString());
    }

    public static async Task Delete(this TokenApp app, string name) =>
        Assert.Equal(204, (await app.Admin("DELETE", $"{await app.IdOf(name)}/")).Status);

    private static async Task<string> SignIn(TokenApp app) =>
        $"Authorization: Token {(await app.ObtainOpaqueToken(TokenApp.AdminName, TokenApp.AdminPassword))["token"]}";
}
