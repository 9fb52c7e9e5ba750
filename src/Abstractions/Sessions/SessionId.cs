using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TokenGrains.Sessions;

/// <summary>Names one sign-in, and with it the family of all its refresh tokens; the <c>sid</c> claim.</summary>
/// <remarks>Shape: 16 bytes, random or from a hash, as 22 characters of base64url (RFC 4648 section 5), no padding, case-sensitive.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.SessionId")]
public readonly record struct SessionId
{
    private const int ByteLength = 16;
    private const int TextLength = 22;

    // Keeps this use of the hash apart from all others. Sessions in storage depend on it.
    private const string JtiDomain = "tokengrains session of jti:";

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

    /// <summary>The id of the session that a refresh token of Django, which names none, belongs to: always the same for a <c>jti</c>.</summary>
    public static SessionId FromJti(string jti)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(JtiDomain + jti), hash);
        return new SessionId(Base64Url.EncodeToString(hash[..ByteLength]));
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
