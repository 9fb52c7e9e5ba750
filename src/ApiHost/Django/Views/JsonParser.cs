using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>
/// Reads JSON and refuses it in the words of CPython's <c>json</c> module (before 3.13, whose texts differ), which DRF hands on to its clients.
/// System.Text.Json can give neither these texts nor lone surrogates, which are legal here until a field refuses them.
/// </summary>
/// <remarks>One pass over the bytes, no backtracking; it allocates only the members of the outermost object.</remarks>
internal ref partial struct JsonParser
{
    /// <summary>CPython's own limit is about twice this, lies in its call stack, and ends in a 500.</summary>
    private const int MaximumDepth = 512;

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _depth;
    private string? _error;

    private JsonParser(ReadOnlySpan<byte> utf8) => _text = utf8;

    private readonly bool IsKept => _depth <= 1;

    /// <summary>Parses <paramref name="utf8"/>, which must be well-formed, or says why not.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out ParsedBody? body, [NotNullWhen(false)] out string? error)
    {
        var parser = new JsonParser(utf8);
        body = parser.ReadDocument();
        error = parser._error;
        return body is not null;
    }

    private ParsedBody? ReadDocument()
    {
        if (_text.StartsWith("\uFEFF"u8))
        {
            Fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
            return null;
        }

        List<(string, BodyValue)> members = [];
        SkipSpace();
        if (!ReadValue(members, out var value))
            return null;

        SkipSpace();
        if (_at < _text.Length)
        {
            Fail("Extra data", _at);
            return null;
        }

        return new ParsedBody(value.Kind, members);
    }

    /// <summary>Reads one value; if it is an object and <paramref name="members"/> is not null, its members go there.</summary>
    private bool ReadValue(List<(string, BodyValue)>? members, out BodyValue value)
    {
        var rest = _text[_at..];
        switch (Peek())
        {
            case '"':
                return ReadString(keep: IsKept, out value);
            case '{':
                value = new(BodyValueKind.Object);
                return Enter() && ReadObject(members);
            case '[':
                value = new(BodyValueKind.List);
                return Enter() && ReadList();
            case 'n' when rest.StartsWith("null"u8):
                return Take(4, BodyValueKind.Null, out value);
            case 't' when rest.StartsWith("true"u8):
                return Take(4, BodyValueKind.Boolean, out value);
            case 'f' when rest.StartsWith("false"u8):
                return Take(5, BodyValueKind.Boolean, out value);
            default:
                return ReadNumber(rest, out value);
        }
    }

    private bool ReadObject(List<(string, BodyValue)>? members)
    {
        SkipSpace();
        if (Peek() == '}')
            return Leave();

        while (true)
        {
            if (Peek() != '"')
                return Fail("Expecting property name enclosed in double quotes", _at);
            if (!ReadString(keep: members is not null, out var name))
                return false;

            SkipSpace();
            if (Peek() != ':')
                return Fail("Expecting ':' delimiter", _at);
            _at++;
            SkipSpace();
            if (!ReadValue(null, out var value))
                return false;

            members?.Add((name.Text!, value));
            SkipSpace();
            if (Peek() == '}')
                return Leave();
            if (!TakeComma())
                return false;
        }
    }

    private bool ReadList()
    {
        SkipSpace();
        if (Peek() == ']')
            return Leave();

        while (true)
        {
            if (!ReadValue(null, out _))
                return false;

            SkipSpace();
            if (Peek() == ']')
                return Leave();
            if (!TakeComma())
                return false;
        }
    }

    private bool Enter()
    {
        _at++;
        if (++_depth <= MaximumDepth)
            return true;
        _error = "maximum recursion depth exceeded while decoding a JSON document";
        return false;
    }

    private bool Leave()
    {
        _at++;
        _depth--;
        return true;
    }

    private bool TakeComma()
    {
        if (Peek() != ',')
            return Fail("Expecting ',' delimiter", _at);
        _at++;
        SkipSpace();
        return true;
    }

    private bool Take(int length, BodyValueKind kind, out BodyValue value)
    {
        _at += length;
        value = new(kind);
        return true;
    }

    /// <summary>The byte at hand, or -1 at the end.</summary>
    private readonly int Peek() => _at < _text.Length ? _text[_at] : -1;

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private bool Fail(string message, int position)
    {
        var before = _text[..position];
        var line = before.Count((byte)'\n') + 1;
        var column = CodePoints(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        _error = string.Create(CultureInfo.InvariantCulture, $"{message}: line {line} column {column} (char {CodePoints(before)})");
        return false;
    }

    /// <summary>Python counts code points: the bytes that do not continue one.</summary>
    private static int CodePoints(ReadOnlySpan<byte> utf8)
    {
        var count = 0;
        foreach (var b in utf8)
            count += (b & 0xC0) == 0x80 ? 0 : 1;
        return count;
    }
}
