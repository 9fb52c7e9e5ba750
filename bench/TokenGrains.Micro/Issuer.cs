using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using TokenGrains.Grains.Signing;
using TokenGrains.Signing;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Micro;

/// <summary>Issues access tokens: with a key of the ring (ES256), or as a site that moved from Django does (HS256).</summary>
internal sealed class Issuer
{
    private const string KeyId = "a1b2c3d4e5f60718";
    private const string Secret = "django-insecure-0123456789-abcdefghijklmnopqrstuvwxyz";

    public Issuer(string algorithm)
    {
        // Longer than any measurement.
        Options = new SimpleJwtOptions { AccessTokenLifetime = TimeSpan.FromDays(1), SigningKey = algorithm is "HS256" ? Secret : null };
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Ring = new VerificationKeyRing(
            [new PublicSigningKey(KeyId, EcdsaSigner.Es256, [.. key.ExportSubjectPublicKeyInfo()])],
            new MacKey(1, [.. RandomNumberGenerator.GetBytes(MacKey.SecretLength)]),
            []);
        Keys = VerificationKeys.From(Ring, Options).JwtKeys;
        Signer = Options.UsesSigningKey
            ? SigningKeys.ConfiguredSigner(Options)
            : new EcdsaSigner(KeyId, EcdsaSigner.Es256, key.ExportPkcs8PrivateKey());
        Writer = new TokenWriter(Options);
        PeersKey = Options.UsesSigningKey ? new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret)) : new ECDsaSecurityKey(key) { KeyId = KeyId };
        Claims = new TokenClaims(
            TokenTypes.Access,
            RefreshToken.FormatAccessId(Sample.Session, 3),
            Sample.User,
            Sample.Session,
            Sample.Now,
            Sample.Now + Options.AccessTokenLifetime,
            Username.TryParse("ada", out var name) ? name : null);
    }

    public SimpleJwtOptions Options { get; }

    public VerificationKeyRing Ring { get; }

    public JwtKeys Keys { get; }

    public IJwsSigner Signer { get; }

    public TokenWriter Writer { get; }

    public TokenClaims Claims { get; }

    /// <summary>The same key for Microsoft.IdentityModel.</summary>
    public SecurityKey PeersKey { get; }

    public string Type => Signer.KeyId is null ? "JWT" : "at+jwt";

    public string Write() => Writer.Write(Claims, Signer);

    public bool Accepts(string token) => new TokenVerifier(Options, TimeProvider.System).Verify(token, Keys, TokenTypes.Access, out _) is TokenRejection.None;
}
