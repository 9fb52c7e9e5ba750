namespace TokenGrains.Tokens;

/// <summary>The registered claims (RFC 7519 section 4.1) and ours, read but not judged.</summary>
internal sealed class JwtPayload
{
    public string? Type;
    public string? Id;
    public string? User;
    public string? Session;
    public string? Subject;
    public string? Name;
    public string? Issuer;
    public List<string>? Audience;
    public double? ExpiresAt;
    public double? NotBefore;
    public double? IssuedAt;

    /// <summary>Null if the bytes are not one JSON object in UTF-8, or a claim is of a wrong type or stands twice.</summary>
    public static JwtPayload? Read(ReadOnlySpan<byte> utf8, SimpleJwtOptions names)
    {
        var payload = new JwtPayload();
        var reader = new JwtJson(utf8);
        while (reader.NextMember())
        {
            if (!payload.TryTake(ref reader, names))
                return null;
        }

        return reader.EndedWell ? payload : null;
    }

    private bool TryTake(ref JwtJson reader, SimpleJwtOptions names)
    {
        // Configured names come first: USER_ID_CLAIM may well be "sub".
        var name = reader.Name;
        if (name == names.UserIdClaim)
            return reader.TryStringOrInteger(ref User);
        if (name == names.TokenTypeClaim)
            return reader.TryString(ref Type);
        if (name == names.JtiClaim)
            return reader.TryString(ref Id);

        return name switch
        {
            "exp" => reader.TryNumber(ref ExpiresAt),
            "nbf" => reader.TryNumber(ref NotBefore),
            "iat" => reader.TryNumber(ref IssuedAt),
            "iss" => reader.TryString(ref Issuer),
            "aud" => reader.TryStrings(ref Audience),
            "sub" => reader.TryString(ref Subject),
            "sid" => reader.TryString(ref Session),
            "preferred_username" => reader.TryString(ref Name),
            _ => reader.TrySkip(),
        };
    }
}
