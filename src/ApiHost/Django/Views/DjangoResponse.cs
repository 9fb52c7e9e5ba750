using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>A status and compact UTF-8 JSON. Immutable: an answer that never varies can be made once and shared.</summary>
internal sealed class DjangoResponse(int status, ReadOnlyMemory<byte> body)
{
    public int Status => status;

    /// <summary>Empty for none, as with 204.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Beyond those of the view, and instead of them where both have one.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <remarks>
    /// The context of <paramref name="type"/> names <see cref="PythonStringConverter"/> among its converters if <paramref name="value"/>
    /// can hold text beyond letters, digits and <c>-._~</c>: System.Text.Json escapes more than Python does.
    /// </remarks>
    public static DjangoResponse Json<T>(int status, T value, JsonTypeInfo<T> type)
    {
        return new(status, JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    /// <summary>For bodies that no type describes; strings go through <see cref="PythonString"/>.</summary>
    public static DjangoResponse Json<TState>(int status, TState state, Action<Utf8JsonWriter, TState> write)
    {
        return new(status, PythonString.Render(state, write));
    }

    /// <returns><c>{"detail":"…"}</c>, with <c>,"code":"…"</c> if there is one.</returns>
    public static DjangoResponse Detail(int status, string text, string? code = null)
    {
        return Json(status, (text, code), static (writer, detail) =>
        {
            writer.WriteStartObject();
            writer.WritePython("detail", detail.text);
            if (detail.code is not null)
                writer.WritePython("code", detail.code);
            writer.WriteEndObject();
        });
    }

    /// <returns>400 with <c>{"field":["…"]}</c>.</returns>
    public static DjangoResponse Invalid(FieldErrors errors)
    {
        return Json(StatusCodes.Status400BadRequest, errors, static (writer, errors) => errors.WriteTo(writer));
    }

    /// <returns>400 with <c>{"non_field_errors":["…"]}</c>.</returns>
    public static DjangoResponse NonFieldErrors(string message) => Invalid(FieldErrors.NonField(message));

    public static DjangoResponse Throttled(TimeSpan wait)
    {
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Request was throttled. Expected available in {seconds} second{(seconds == 1 ? "" : "s")}.");
        return new(StatusCodes.Status429TooManyRequests, Detail(StatusCodes.Status429TooManyRequests, text).Body)
        {
            Headers = [("Retry-After", seconds.ToString(CultureInfo.InvariantCulture))],
        };
    }
}
