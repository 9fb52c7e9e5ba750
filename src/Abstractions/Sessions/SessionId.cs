using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Sessions;

/// <summary>Names one sign-in, and with it the family of all its refresh tokens; the <c>sid</c> claim.</summary>
/// <remarks>Shape: 16 random bytes as 22 characters of base64url (RFC 4648 section 5), no padding, case-sensitive.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionId")]
public readonly record struct SessionId
{
    private const int ByteLength = 16;
    private const int TextLength = 22;

    private SessionId(string value) => Value = value;

    /// <summary>The 22 characters.</summary>
    [Id(0)]
    public string Value { get; }

    /// <summary>A new random id.</summary>
    public static SessionId Create()
    {
        Span<byte> random = stackalloc byte[ByteLength];
        RandomNumberGenerator.Fill(random);
        return new SessionId(Base64Url.EncodeToString(random));
    }

    /// <summary>
    /// The id of the session that a refresh token of another system begins here: it has no <c>sid</c>, and its <c>jti</c> decides.
    /// The first 16 bytes of SHA-256 of <c>tokengrains.session.jti</c>, a zero and the <c>jti</c> in UTF-8.
    /// </summary>
    public static SessionId FromJti(string jti)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("tokengrains.session.jti\0" + jti));
        return new SessionId(Base64Url.EncodeToString(hash.AsSpan(0, ByteLength)));
    }

    /// <summary>Reads an id; false unless it is the one canonical spelling of 16 bytes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SessionId id)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        var valid = text.Length == TextLength && Tokens.StrictBase64Url.TryDecode(text, bytes, out var written) && written == ByteLength;
        id = valid ? new SessionId(new string(text)) : default;
        return valid;
    }

    /// <summary>The 22 characters.</summary>
    public override string ToString() => Value;
}
