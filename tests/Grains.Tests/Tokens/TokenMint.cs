using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TokenGrains.Grains.Signing;
using TokenGrains.Sessions;
using TokenGrains.Signing;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>All that writes and judges JWTs in one process, with keys and a clock of its own.</summary>
internal sealed class TokenMint
{
    public const string KeyId = "a1b2c3d4e5f60718";
    public const string SigningKey = "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz";

    private TokenMint(SimpleJwtOptions options)
    {
        Options = options;
        Time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Writer = new TokenWriter(options);
        Verifier = new TokenVerifier(options, Time);
        PrivateKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var refreshKey = new MacKey(1, [.. RandomNumberGenerator.GetBytes(MacKey.SecretLength)]);
        ImmutableArray<PublicSigningKey> accessKeys = [new(KeyId, "ES256", [.. PrivateKey.ExportSubjectPublicKeyInfo()])];
        Keys = VerificationKeys.From(new VerificationKeyRing(accessKeys, refreshKey, []), options).JwtKeys;
        (AccessSigner, RefreshSigner) = options.UsesSigningKey
            ? (SigningKeys.ConfiguredSigner(options), SigningKeys.ConfiguredSigner(options))
            : ((IJwsSigner)new EcdsaSigner(KeyId, EcdsaSigner.Es256, PrivateKey.ExportPkcs8PrivateKey()), VerificationKeys.RefreshKey(refreshKey));
    }

    public SimpleJwtOptions Options { get; }

    public FakeTimeProvider Time { get; }

    public TokenWriter Writer { get; }

    public TokenVerifier Verifier { get; }

    /// <summary>The pair behind <see cref="AccessSigner"/>, where the keys come from the ring.</summary>
    public ECDsa PrivateKey { get; }

    public JwtKeys Keys { get; }

    public IJwsSigner AccessSigner { get; }

    public IJwsSigner RefreshSigner { get; }

    public static UserId User { get; } = UserId.TryParse("42", out var user) ? user : default;

    public static SessionId Session { get; } = SessionId.TryParse("AbCdEfGhIjKlMnOpQrStUg", out var session) ? session : default;

    public long Now => Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>As the service runs by default: ES256 for access tokens, a secret of its own for refresh tokens.</summary>
    public static TokenMint WithKeyRing(Action<SimpleJwtOptions>? configure = null)
    {
        var options = new SimpleJwtOptions();
        configure?.Invoke(options);
        return new TokenMint(options);
    }

    /// <summary>As Django runs: HS256 with one secret for all.</summary>
    public static TokenMint WithSigningKey(Action<SimpleJwtOptions>? configure = null) => WithKeyRing(options =>
    {
        options.SigningKey = SigningKey;
        configure?.Invoke(options);
    });

    public TokenClaims AccessClaims() => new(
        TokenTypes.Access,
        RefreshToken.FormatAccessId(Session, 3),
        User,
        Session,
        Time.GetUtcNow(),
        Time.GetUtcNow() + Options.AccessTokenLifetime,
        Username.TryParse("ada", out var name) ? name : null);

    public TokenClaims RefreshClaims() => new(
        TokenTypes.Refresh,
        RefreshToken.FormatId(Session, 3),
        User,
        Session,
        Time.GetUtcNow(),
        Time.GetUtcNow() + Options.RefreshTokenLifetime);

    public string WriteAccess() => Writer.Write(AccessClaims(), AccessSigner);

    public string WriteRefresh() => Writer.Write(RefreshClaims(), RefreshSigner);

    /// <summary>An access token with any payload, well signed.</summary>
    public string SignAccess(string payload) => Jws.Sign(Header(AccessSigner, Options.UsesSigningKey ? "JWT" : "at+jwt"), payload, AccessSigner);

    /// <summary>A refresh token with any payload, well signed.</summary>
    public string SignRefresh(string payload) => Jws.Sign(Header(RefreshSigner, "JWT"), payload, RefreshSigner);

    public TokenRejection Judge(string text) => Verifier.Verify(text, Keys, out _);

    public TokenRejection JudgeAccess(string text) => Verifier.Verify(text, Keys, TokenTypes.Access, out _);

    private static string Header(IJwsSigner signer, string type) => signer.KeyId is { } keyId
        ? $$"""{"alg":"{{signer.Algorithm}}","typ":"{{type}}","kid":"{{keyId}}"}"""
        : $$"""{"alg":"{{signer.Algorithm}}","typ":"{{type}}"}""";
}

/// <summary>Puts a JWS together from any parts (RFC 7515 section 7.1).</summary>
internal static class Jws
{
    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    public static string Sign(string header, string payload, IJwsSigner signer) => SignParts(Encode(header), Encode(payload), signer);

    public static string SignParts(string header, string payload, IJwsSigner signer)
    {
        var signature = new byte[signer.SignatureLength];
        signer.Sign(Encoding.UTF8.GetBytes($"{header}.{payload}"), signature);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }
}
