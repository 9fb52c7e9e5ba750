using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

/// <summary>A public view that takes credentials and a protected one that takes none; both answer who the user is.</summary>
internal static class SampleViews
{
    public const string JsonType = "Content-Type: application/json";

    private static readonly Serializer Credentials = new(new CharField("username"), new CharField("password"));

    public static readonly DjangoView Login = new()
    {
        Name = "Token Obtain Pair",
        Description = "Takes \"credentials\"\nand <returns> tokens.",
        Methods = ["POST"],
        Challenge = "Bearer realm=\"api\"",
        Serializer = Credentials,
    };

    public static readonly DjangoView Hello = new()
    {
        Name = "Hello",
        Methods = ["GET"],
        AuthenticationSchemes = ["First", "Second"],
        Challenge = "First",
        AuthenticationFailed = static (result, scheme) => DjangoResponse.Detail(401, $"{scheme}: {result.Failure!.Message}", "token_not_valid"),
        Permission = DjangoView.IsAuthenticated,
    };

    public static async Task<Answer> Send(DjangoView view, string method, string path = DjangoHost.Path, string? body = null, params string[] headers)
    {
        await using var host = await DjangoHost.Start(view, SayUser);
        return await host.Send(method, path, body, headers);
    }

    public static Task<DjangoResponse> SayUser(DjangoRequest request)
    {
        var user = request.User.Identity?.Name ?? "nobody";
        if (request.Context.Request.Method == "POST")
        {
            if (!Credentials.TryRead(request.Body, out var values, out var errors))
                return Task.FromResult(DjangoResponse.Invalid(errors));
            user = values["username"];
        }

        return Task.FromResult(DjangoResponse.Json(200, user, static (writer, user) =>
        {
            writer.WriteStartObject();
            writer.WritePython("user", user);
            writer.WriteEndObject();
        }));
    }
}
