using System.Collections.Immutable;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Micro;

/// <summary>Opaque tokens, and what a refresh token is made of, to and from text.</summary>
public class TokenFormats
{
    private readonly SessionId _session = Sample.Session;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(OpaqueToken.SecretLength);
    private readonly ImmutableArray<MacKey> _keys = [new(1, [.. RandomNumberGenerator.GetBytes(MacKey.SecretLength)])];
    private readonly string _imported = RandomNumberGenerator.GetHexString(40, lowercase: true);
    private readonly VerifiedToken _refresh = new()
    {
        Type = TokenTypes.Refresh,
        Id = RefreshToken.FormatId(Sample.Session, 3),
        User = Sample.User,
        Session = Sample.Session,
        IssuedAt = Sample.Now,
        ExpiresAt = Sample.Now + Sample.Jwt.RefreshTokenLifetime,
    };

    private string _opaque = "";

    [GlobalSetup]
    public void Check()
    {
        _opaque = OpaqueTokenIsWritten();
        Sample.Require(OpaqueTokenIsRead() && ImportedTokenIsRead() && SessionIdIsRead() && RefreshTokenIsTaken(), "a token is not read");
    }

    [Benchmark]
    public string OpaqueTokenIsWritten() => OpaqueToken.Create(Sample.User, 1, _secret, _keys[0]).Text;

    [Benchmark]
    public bool OpaqueTokenIsRead() => OpaqueToken.TryParse(_opaque, _keys, out _);

    [Benchmark]
    public bool ImportedTokenIsRead() => ImportedToken.TryParse(_imported, out _);

    [Benchmark]
    public bool SessionIdIsRead() => SessionId.TryParse(_session.Value, out _);

    [Benchmark]
    public string RefreshTokenIdIsWritten() => RefreshToken.FormatId(_session, 3);

    [Benchmark]
    public bool RefreshTokenIsTaken() => RefreshToken.TryFrom(_refresh, out _);

    [Benchmark]
    public IdempotencyKey IdempotencyKeyIsHashed() => IdempotencyKey.Of("8e03978e-40d5-43e8-bc93-6894a57f9324", _session);
}
