using System.Buffers;
using System.Globalization;
using System.Text;

namespace TokenGrains.ApiHost.Django.Views;

internal ref partial struct JsonParser
{
    private static readonly SearchValues<byte> EndsPlainText = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    private bool ReadString(bool keep, out BodyValue value)
    {
        value = new(BodyValueKind.String);
        var start = _at + 1;
        if (!SkipString(out var escaped))
            return false;
        if (keep)
            value = new(BodyValueKind.String, Text(_text[start..(_at - 1)], escaped));
        return true;
    }

    private bool SkipString(out bool escaped)
    {
        var start = _at++;
        escaped = false;
        while (true)
        {
            var plain = _text[_at..].IndexOfAny(EndsPlainText);
            if (plain < 0)
                return Fail("Unterminated string starting at", start);

            _at += plain;
            switch (_text[_at])
            {
                case (byte)'"':
                    _at++;
                    return true;
                case (byte)'\\':
                    escaped = true;
                    if (!SkipEscape(start))
                        return false;
                    break;
                default:
                    return Fail("Invalid control character at", _at);
            }
        }
    }

    private bool SkipEscape(int stringStart)
    {
        if (_at + 1 == _text.Length)
            return Fail("Unterminated string starting at", stringStart);

        switch (_text[_at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                _at += 2;
                return true;
            case (byte)'u':
                // CPython wants to see one more character behind the four digits before it looks at them.
                if (_at + 6 >= _text.Length || _text.Slice(_at + 2, 4).ContainsAnyExcept(HexDigits))
                    return Fail("Invalid \\uXXXX escape", _at + 1);
                _at += 6;
                return true;
            default:
                return Fail("Invalid \\escape", _at);
        }
    }

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static string Text(ReadOnlySpan<byte> content, bool escaped)
    {
        if (!escaped)
            return Encoding.UTF8.GetString(content);

        // UTF-16 never needs more units than the bytes it comes from, escaped or not.
        char[]? rented = null;
        var buffer = content.Length <= 256 ? stackalloc char[256] : rented = ArrayPool<char>.Shared.Rent(content.Length);
        var text = new string(buffer[..Unescape(content, buffer)]);
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        return text;
    }

    /// <summary>Units go over one by one: two escapes that form a pair become one character, a lone surrogate stays what it is.</summary>
    private static int Unescape(ReadOnlySpan<byte> content, Span<char> destination)
    {
        var length = 0;
        for (var escape = content.IndexOf((byte)'\\'); escape >= 0; escape = content.IndexOf((byte)'\\'))
        {
            length += Encoding.UTF8.GetChars(content[..escape], destination[length..]);
            var kind = content[escape + 1];
            destination[length++] = kind switch
            {
                (byte)'b' => '\b',
                (byte)'f' => '\f',
                (byte)'n' => '\n',
                (byte)'r' => '\r',
                (byte)'t' => '\t',
                (byte)'u' => (char)ushort.Parse(content.Slice(escape + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => (char)kind,
            };
            content = content[(escape + (kind == 'u' ? 6 : 2))..];
        }

        return length + Encoding.UTF8.GetChars(content, destination[length..]);
    }
}
