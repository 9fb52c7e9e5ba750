using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Sessions;

/// <summary>Shortens the lives of access tokens, each by a part of its own, so that clients that signed in together do not refresh together.</summary>
/// <param name="longest">The life of an access token that is not shortened.</param>
/// <param name="largestPart">By which part of it a life is shortened at most, 0 to 0.5.</param>
internal sealed class AccessTokenJitter(TimeSpan longest, double largestPart)
{
    private const double Default = 0.1;

    public static AccessTokenJitter From(SessionOptions sessions, SimpleJwtOptions jwt) =>
        new(jwt.AccessTokenLifetime, sessions.AccessTokenJitter ?? (jwt.UsesSigningKey ? 0 : Default));

    /// <summary>The life of the access tokens of a generation, in whole seconds where it is shortened: the same on every silo and at every repetition.</summary>
    public TimeSpan LifetimeOf(SessionId session, uint generation)
    {
        if (largestPart == 0)
            return longest;

        // Rounded up: a life of a second must not become none.
        var seconds = Math.Ceiling(longest.TotalSeconds * (1 - (largestPart * PartOf(session, generation))));
        return seconds < longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : longest;
    }

    /// <summary>From 0 to below 1, as good as random.</summary>
    private static double PartOf(SessionId session, uint generation)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"jitter:{session.Value}:{generation}")), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (uint.MaxValue + 1.0);
    }
}
