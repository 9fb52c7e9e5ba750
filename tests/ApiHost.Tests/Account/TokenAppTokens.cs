using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>What users do about their own opaque tokens.</summary>
internal static class TokenAppTokens
{
    public const string Path = "/account/tokens";

    /// <summary>Calls the account's tokens with an opaque token; <paramref name="path"/> starts behind <see cref="Path"/>.</summary>
    public static Task<Answer> Tokens(this TokenApp app, string opaque, string method, string path = "", object? members = null) => members is null
        ? app.Send(method, Path + path, (byte[]?)null, $"Authorization: Token {opaque}")
        : app.Send(method, Path + path, JsonSerializer.Serialize(members), $"Authorization: Token {opaque}", "Content-Type: application/json");

    /// <summary>Makes a token and expects it to work.</summary>
    public static async Task<Answer> MakeToken(this TokenApp app, string opaque, object members)
    {
        var answer = await app.Tokens(opaque, "POST", "", members);
        Assert.True(answer.Status == 201, answer.ToString());
        return answer;
    }
}
