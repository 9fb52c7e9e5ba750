using TokenGrains.ApiHost.Django.Views;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Django;

/// <summary>The JSON bodies of the Django face, member by member in the order in which Django writes them.</summary>
internal static class DjangoBodies
{
    /// <summary><c>{"token":"tg_..."}</c></summary>
    public static DjangoResponse OpaqueToken(string token) => DjangoResponse.Json(StatusCodes.Status200OK, token, static (writer, token) =>
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
        writer.WritePython("refresh", registered.tokens.Session.Refresh!);
        writer.WritePython("access", registered.tokens.Session.Access);
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

    /// <summary>SimpleJWT lists what each token class had against the token; there is one class.</summary>
    public static DjangoResponse NotValidForAnyType(string message) => DjangoResponse.Json(StatusCodes.Status401Unauthorized, message, static (writer, message) =>
    {
        writer.WriteStartObject();
        writer.WritePython("detail", DjangoTexts.NotValidForAnyType);
        writer.WritePython("code", "token_not_valid");
        writer.WriteStartArray("messages"u8);
        writer.WriteStartObject();
        writer.WritePython("token_class", "AccessToken");
        writer.WritePython("token_type", TokenTypes.Access);
        writer.WritePython("message", message);
        writer.WriteEndObject();
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
}
