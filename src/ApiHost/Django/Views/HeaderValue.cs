namespace TokenGrains.ApiHost.Django.Views;

/// <summary>A header value with parameters, such as <c>application/json; indent=4</c>, taken apart as Django does: leniently.</summary>
internal sealed class HeaderValue
{
    private static readonly HeaderValue PlainJson = new(MediaType.Json);

    private readonly List<(string Name, string Value)> _parameters = [];

    private HeaderValue(string value) => Value = value;

    /// <summary>What stands before the parameters, in lower case.</summary>
    public string Value { get; }

    /// <summary>True if there is a parameter other than <c>q</c>, which Django leaves out of account.</summary>
    public bool HasParameters => _parameters.Exists(parameter => parameter.Name != "q");

    public string? Parameter(string name) => _parameters.FindLast(parameter => parameter.Name == name).Value;

    public static HeaderValue Parse(ReadOnlySpan<char> text)
    {
        // Nearly every request says just this.
        if (text is MediaType.Json)
            return PlainJson;

        var end = EndOfPart(text);
        var header = new HeaderValue(text[..end].Trim().ToString().ToLowerInvariant());
        while (end < text.Length)
        {
            text = text[(end + 1)..];
            end = EndOfPart(text);
            header.AddParameter(text[..end]);
        }

        return header;
    }

    /// <summary>Up to the next semicolon outside quotes.</summary>
    private static int EndOfPart(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '"')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == ';' && !quoted)
                return i;
        }

        return text.Length;
    }

    private void AddParameter(ReadOnlySpan<char> part)
    {
        var equals = part.IndexOf('=');
        if (equals < 0)
            return;

        var value = part[(equals + 1)..].Trim();
        var text = value is ['"', .. var quoted, '"']
            ? quoted.ToString().Replace("\\\\", "\\", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal)
            : value.ToString();
        _parameters.Add((part[..equals].Trim().ToString().ToLowerInvariant(), text));
    }
}
