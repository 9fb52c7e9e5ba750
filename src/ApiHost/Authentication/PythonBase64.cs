namespace TokenGrains.ApiHost.Authentication;

/// <summary>Base64 as Python's <c>b64decode</c> reads it: what is not of the alphabet is passed over, only the padding must be right.</summary>
internal static class PythonBase64
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <summary>The bytes; null if the padding is wrong.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length * 3 / 4);
        var (position, pads, left) = (0, 0, 0);
        foreach (var character in text)
        {
            if (character is '=')
            {
                // All that comes behind a whole padding is passed over, too.
                if (position >= 2 && position + ++pads >= 4)
                    return [.. bytes];
                continue;
            }

            var sextet = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (sextet < 0)
                continue;

            pads = 0;
            if (position > 0)
                bytes.Add((byte)((left << (2 * position)) | (sextet >> (6 - 2 * position))));
            left = sextet & (0b111111 >> (2 * position));
            position = (position + 1) % 4;
        }

        return position == 0 ? [.. bytes] : null;
    }
}
