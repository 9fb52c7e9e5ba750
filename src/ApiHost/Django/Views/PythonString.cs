using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>
/// Writes strings as DRF's renderer does: <c>json.dumps(ensure_ascii=False)</c>, then U+2028 and U+2029 escaped.
/// None of System.Text.Json's encoders does: all of them escape U+007F and unassigned characters, and write <c>\u001F</c> in upper case.
/// </summary>
internal static class PythonString
{
    private const int LongestEscape = 6;

    // ASCII that stands for itself, as do tokens from end to end.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code).Except(['"', '\\'])]);

    private const int LargestSpare = 4096;

    // Whoever renders takes it away and puts it back, so that one render within another has its own.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _spare;

    public static ReadOnlyMemory<byte> Render<TState>(TState state, Action<Utf8JsonWriter, TState> write)
    {
        var (buffer, json) = _spare ?? Create();
        _spare = null;
        write(json, state);
        json.Flush();
        var rendered = buffer.WrittenSpan.ToArray();

        // Clearing wipes what was written: most answers carry tokens.
        buffer.Clear();
        json.Reset();
        if (buffer.Capacity <= LargestSpare)
            _spare = (buffer, json);
        return rendered;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Create()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer));
    }

    public static void WritePython(this Utf8JsonWriter writer, string property, string value)
    {
        writer.WritePropertyName(property);
        writer.WritePython(value);
    }

    public static void WritePython(this Utf8JsonWriter writer, ReadOnlySpan<char> value)
    {
        var longest = (value.Length * LongestEscape) + 2;
        byte[]? rented = null;
        var buffer = longest <= 512 ? stackalloc byte[512] : rented = ArrayPool<byte>.Shared.Rent(longest);
        writer.WriteRawValue(buffer[..Encode(value, buffer)], skipInputValidation: true);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
    }

    private static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var length = 0;
        destination[length++] = (byte)'"';
        while (true)
        {
            var run = text.IndexOfAnyExcept(Plain);
            length += Encoding.ASCII.GetBytes(run < 0 ? text : text[..run], destination[length..]);
            if (run < 0)
                break;

            text = text[run..];
            // A lone surrogate has no UTF-8 form (Python would answer 500) and becomes U+FFFD.
            _ = Rune.DecodeFromUtf16(text, out var rune, out var consumed);
            length += EncodeRune(rune, destination[length..]);
            text = text[consumed..];
        }

        destination[length++] = (byte)'"';
        return length;
    }

    private static int EncodeRune(Rune rune, Span<byte> destination)
    {
        ReadOnlySpan<byte> escape = rune.Value switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            0x2028 => "\\u2028"u8,
            0x2029 => "\\u2029"u8,
            _ => default,
        };
        if (!escape.IsEmpty)
        {
            escape.CopyTo(destination);
            return escape.Length;
        }

        if (rune.Value >= ' ')
            return rune.EncodeToUtf8(destination);

        "\\u00"u8.CopyTo(destination);
        _ = rune.Value.TryFormat(destination[4..], out _, "x2", System.Globalization.CultureInfo.InvariantCulture);
        return LongestEscape;
    }
}

/// <summary>For the <c>Converters</c> of a source-generated context whose strings go to a client of the Django face.</summary>
internal sealed class PythonStringConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePython(value);
}
