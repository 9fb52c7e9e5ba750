using System.Text.Json;
using TokenGrains.ApiHost.Django.Views;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The JSON bodies of the Django face, member by member in the order in which Django writes them.</summary>
internal static class DjangoBodies
{
    /// <summary><c>{"token":"..."}</c>: an opaque token, or a sliding one.</summary>
    public static DjangoResponse Token(string token) => DjangoResponse.Json(StatusCodes.Status200OK, token, static (writer, token) =>
    {
        writer.WriteStartObject();
        writer.WritePython("token", token);
        writer.WriteEndObject();
    });

    /// <summary><c>{"refresh":"...","access":"..."}</c></summary>
    public static DjangoResponse TokenPair(TokenPair tokens) => DjangoResponse.Json(StatusCodes.Status200OK, tokens, static (writer, tokens) =>
    {
        writer.WriteStartObject();
        writer.WritePython("refresh", tokens.Refresh!);
        writer.WritePython("access", tokens.Access);
        writer.WriteEndObject();
    });

    /// <summary><c>{"access":"...","refresh":"..."}</c>: the other way round than a first pair, without <c>refresh</c> if it does not rotate.</summary>
    public static DjangoResponse RefreshedPair(TokenPair tokens) => DjangoResponse.Json(StatusCodes.Status200OK, tokens, static (writer, tokens) =>
    {
        writer.WriteStartObject();
        writer.WritePython("access", tokens.Access);
        if (tokens.Refresh is { } refresh)
            writer.WritePython("refresh", refresh);
        writer.WriteEndObject();
    });

    /// <summary>As the register how-to, without the password hash that it leaks.</summary>
    public static DjangoResponse Registered(Username name, FirstTokens tokens) => DjangoResponse.Json(StatusCodes.Status200OK, (name, tokens), static (writer, registered) =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("status"u8, StatusCodes.Status200OK);
        writer.WriteStartObject("data"u8);
        writer.WritePython("username", registered.name.Value);
        writer.WriteEndObject();
        writer.WritePython("token_obj", registered.tokens.OpaqueToken);
        if (registered.tokens.Session is { } session)
        {
            writer.WritePython("refresh", session.Refresh!);
            writer.WritePython("access", session.Access);
        }

        writer.WritePython("message", "your data is saved");
        writer.WriteEndObject();
    });

    /// <summary><c>{"status":403,"errors":{...},"message":"something went wrong"}</c></summary>
    public static DjangoResponse RegistrationRefused(FieldErrors errors) => DjangoResponse.Json(StatusCodes.Status200OK, errors, static (writer, errors) =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("status"u8, StatusCodes.Status403Forbidden);
        writer.WritePropertyName("errors"u8);
        errors.WriteTo(writer);
        writer.WritePython("message", "something went wrong");
        writer.WriteEndObject();
    });

    /// <summary>SimpleJWT lists what each token class had against the token.</summary>
    public static DjangoResponse NotValidForAnyType(IReadOnlyList<(string Type, TokenRejection Rejection)> rejections, string profile) =>
        DjangoResponse.Json(StatusCodes.Status401Unauthorized, (rejections, profile), static (writer, state) =>
        {
            writer.WriteStartObject();
            writer.WritePython("detail", DjangoTexts.NotValidForAnyType);
            writer.WritePython("code", "token_not_valid");
            writer.WriteStartArray("messages"u8);
            foreach (var (type, rejection) in state.rejections)
            {
                writer.WriteStartObject();
                writer.WritePython("token_class", type is TokenTypes.Sliding ? "SlidingToken" : "AccessToken");
                writer.WritePython("token_type", type);
                writer.WritePython("message", DjangoTexts.Of(rejection, state.profile));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    /// <summary><c>{"user":"alice"}</c></summary>
    public static DjangoResponse Hello(string name) => DjangoResponse.Json(StatusCodes.Status200OK, name, static (writer, name) =>
    {
        writer.WriteStartObject();
        writer.WritePython("user", name);
        writer.WriteEndObject();
    });

    /// <summary>As <see cref="Hello"/>, with the token's <c>username</c> claim, of whatever type; without one an empty name.</summary>
    public static DjangoResponse StatelessHello(string payload) => DjangoResponse.Json(StatusCodes.Status200OK, payload, static (writer, payload) =>
    {
        using var claims = JsonDocument.Parse(payload);
        writer.WriteStartObject();
        if (!claims.RootElement.TryGetProperty("username", out var name))
            writer.WritePython("user", "");
        else if (name.ValueKind is JsonValueKind.String)
            writer.WritePython("user", name.GetString()!);
        else
            WriteAsItIs(writer, name);
        writer.WriteEndObject();
    });

    private static void WriteAsItIs(Utf8JsonWriter writer, JsonElement name)
    {
        writer.WritePropertyName("user"u8);
        name.WriteTo(writer);
    }
}
