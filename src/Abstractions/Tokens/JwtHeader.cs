using System.Globalization;
using System.Text.Json;

namespace TokenGrains.Tokens;

/// <summary>The members of a JOSE header (RFC 7515 section 4.1) that decide; all others are ignored.</summary>
internal readonly record struct JwtHeader(string Algorithm, string? KeyId, string? Type)
{
    /// <summary>
    /// False if the bytes are not one JSON object in UTF-8, if a deciding member is of a wrong type or stands twice, if
    /// <c>alg</c> is absent, or if <c>crit</c> is present: there is no extension that we understand (section 4.1.11).
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out JwtHeader header)
    {
        header = default;
        string? algorithm = null, keyId = null, type = null;
        var reader = new JwtJson(utf8);
        while (reader.NextMember())
        {
            var read = reader.Name switch
            {
                "alg" => reader.TryString(ref algorithm),
                "kid" => reader.TryString(ref keyId),
                "typ" => reader.TryString(ref type),
                "crit" => false,
                _ => reader.TrySkip(),
            };
            if (!read)
                return false;
        }

        if (!reader.EndedWell || algorithm is null)
            return false;

        header = new JwtHeader(algorithm, keyId, type);
        return true;
    }
}

/// <summary>Walks over the members of one JSON object and refuses instead of throwing.</summary>
/// <remarks>
/// Header and payload of a JWT are hostile until the signature holds. Utf8JsonReader throws on bad syntax, so the one place
/// where that is caught is here.
/// </remarks>
internal ref struct JwtJson
{
    private Utf8JsonReader _reader;
    private bool _failed;

    public JwtJson(ReadOnlySpan<byte> utf8)
    {
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 8 });
        Name = "";
        _failed = !System.Text.Unicode.Utf8.IsValid(utf8) || !Advance() || _reader.TokenType is not JsonTokenType.StartObject;
    }

    /// <summary>The name of the current member.</summary>
    public string Name { get; private set; }

    /// <summary>True once the whole input was one well-formed object with nothing behind it.</summary>
    public bool EndedWell => !_failed;

    /// <summary>Moves to the value of the next member; false at the end or on a fault.</summary>
    public bool NextMember()
    {
        if (_failed || !Advance())
            return Fail();

        if (_reader.TokenType is JsonTokenType.EndObject)
        {
            // The reader itself objects to anything but blanks behind the object.
            _failed = Advance() || _failed;
            return false;
        }

        try
        {
            Name = _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Fail();
        }

        return Advance() || Fail();
    }

    /// <summary>Reads a string into <paramref name="value"/>; false if it is no string or was set before.</summary>
    public bool TryString(ref string? value)
    {
        if (value is not null || _reader.TokenType is not JsonTokenType.String)
            return Fail();

        try
        {
            value = _reader.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            // An escaped lone surrogate.
            return Fail();
        }
    }

    /// <summary>Reads a number into <paramref name="value"/>; false if it is no finite number or was set before.</summary>
    public bool TryNumber(ref double? value)
    {
        if (value is not null || _reader.TokenType is not JsonTokenType.Number || !_reader.TryGetDouble(out var number) || !double.IsFinite(number))
            return Fail();
        value = number;
        return true;
    }

    /// <summary>As <see cref="TryNumber"/>, and anything else counts as absent.</summary>
    public bool TryNumberIfAny(ref double? value) =>
        _reader.TokenType is JsonTokenType.Number && value is null && _reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? TryNumber(ref value)
            : TrySkip();

    /// <summary>Whether the value is a string.</summary>
    public readonly bool WasString => _reader.TokenType is JsonTokenType.String;

    /// <summary>
    /// Reads a string, an integer as its decimal digits, and anything else as an empty text, which is nobody's. False if it
    /// was set before.
    /// </summary>
    public bool TryText(ref string? value)
    {
        if (_reader.TokenType is JsonTokenType.String)
            return TryString(ref value);
        if (value is not null)
            return Fail();

        value = _reader.TokenType is JsonTokenType.Number && _reader.TryGetInt64(out var number) ? number.ToString(CultureInfo.InvariantCulture) : "";
        return TrySkip();
    }

    /// <summary>Reads the claim that names the user; false if it was read before.</summary>
    public bool TryUser(ref UserClaim? user)
    {
        if (user is not null)
            return Fail();

        string? text = null;
        user = _reader.TokenType switch
        {
            JsonTokenType.String => TryString(ref text) ? new UserClaim(text!, text!.Length == 0) : null,
            JsonTokenType.Number => new UserClaim(Digits(), _reader.TryGetDouble(out var number) && number == 0),
            JsonTokenType.True => new UserClaim("1", IsFalsy: false),
            JsonTokenType.False or JsonTokenType.Null => new UserClaim("", IsFalsy: true),
            _ => new UserClaim("", IsFalsy: false),
        };
        return user is not null && TrySkip();
    }

    // A float that is a whole number names the same row in Django as the number does.
    private readonly string Digits() =>
        _reader.TryGetInt64(out var integer) ? integer.ToString(CultureInfo.InvariantCulture)
        : _reader.TryGetDouble(out var number) && number == Math.Truncate(number) && Math.Abs(number) < 1L << 53
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
        : "";

    /// <summary>Reads a string or a list of strings.</summary>
    public bool TryStrings(ref List<string>? values)
    {
        if (values is not null)
            return Fail();

        values = [];
        if (_reader.TokenType is not JsonTokenType.StartArray)
            return TryAppend(values);

        while (Advance() && _reader.TokenType is not JsonTokenType.EndArray)
        {
            if (!TryAppend(values))
                return false;
        }

        return !_failed;
    }

    /// <summary>Passes over the value of the current member.</summary>
    public bool TrySkip()
    {
        try
        {
            _reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return Fail();
        }
    }

    private bool TryAppend(List<string> values)
    {
        string? value = null;
        if (!TryString(ref value))
            return false;
        values.Add(value!);
        return true;
    }

    private bool Advance()
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException)
        {
            return Fail();
        }
    }

    private bool Fail()
    {
        _failed = true;
        return false;
    }
}
