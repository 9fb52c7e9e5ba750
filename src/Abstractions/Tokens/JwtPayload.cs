namespace TokenGrains.Tokens;

/// <summary>The registered claims (RFC 7519 section 4.1) and ours, read but not judged.</summary>
internal sealed class JwtPayload
{
    public string? Type;
    public string? Id;
    public UserClaim? User;
    public string? OwnUser;
    public string? Session;
    public string? Subject;
    public string? Name;
    public string? Issuer;
    public string? PasswordFingerprint;
    public List<string>? Audience;
    public double? ExpiresAt;
    public double? NotBefore;
    public double? IssuedAt;
    public double? RefreshExpiresAt;
    public double? SessionEpoch;

    /// <summary>Null if the bytes are not one JSON object in UTF-8, or a claim that decides is of a wrong type or stands twice.</summary>
    public static JwtPayload? Read(ReadOnlySpan<byte> utf8, SimpleJwtOptions options)
    {
        var payload = new JwtPayload();
        var reader = new JwtJson(utf8);
        while (reader.NextMember())
        {
            if (!payload.TryTake(ref reader, options))
                return null;
        }

        return reader.EndedWell ? payload : null;
    }

    private bool TryTake(ref JwtJson reader, SimpleJwtOptions options)
    {
        // Configured names come first: USER_ID_CLAIM may well be "sub".
        var name = reader.Name;
        if (name == options.UserIdClaim)
            return reader.TryUser(ref User) && (name is not "sub" || options.AcceptsAnySubject || reader.WasString);
        if (name == options.TokenTypeClaim)
            return reader.TryText(ref Type);
        if (name == options.JtiClaim)
            return options.AcceptsAnySubject ? reader.TryText(ref Id) : reader.TryString(ref Id);
        if (name == options.SlidingTokenRefreshExpClaim)
            return reader.TryNumberIfAny(ref RefreshExpiresAt);
        if (name == options.RevokeTokenClaim)
            return reader.TryText(ref PasswordFingerprint);

        return name switch
        {
            "exp" => reader.TryNumber(ref ExpiresAt),
            "nbf" => reader.TryNumber(ref NotBefore),
            "iat" => reader.TryNumber(ref IssuedAt),
            "iss" when options.Issuer is not null => reader.TryString(ref Issuer),
            "aud" when options.Audience.Count > 0 => reader.TryStrings(ref Audience),
            "sub" when !options.AcceptsAnySubject => reader.TryString(ref Subject),
            OwnClaims.User => reader.TryText(ref OwnUser),
            OwnClaims.Session => reader.TryText(ref Session),
            OwnClaims.SessionEpoch => reader.TryNumberIfAny(ref SessionEpoch),
            OwnClaims.Name => reader.TryText(ref Name),
            _ => reader.TrySkip(),
        };
    }
}
