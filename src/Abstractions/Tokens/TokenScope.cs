using System.Buffers;

namespace TokenGrains.Tokens;

/// <summary>What a token may be used for; the default instance is everything.</summary>
/// <remarks>Shape of the text: scope-tokens with a blank between them, each once (RFC 6749 section 3.3); empty for everything.</remarks>
[GenerateSerializer, Immutable, Alias("tokengrains.TokenScope")]
public readonly record struct TokenScope
{
    /// <summary>The most scope-tokens of one token.</summary>
    public const int MaximumCount = 20;

    /// <summary>The longest scope-token, in characters.</summary>
    public const int MaximumLength = 100;

    /// <summary>The account face.</summary>
    public const string Account = "account";

    /// <summary>The admin face. Its user must be staff, too.</summary>
    public const string Admin = "admin";

    /// <summary>The revocation feed for other services. Its user must be staff, too.</summary>
    public const string Revocations = "revocations";

    // %x21 / %x23-5B / %x5D-7E
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private TokenScope(string text) => Text = text;

    /// <summary>The text; null for everything.</summary>
    [Id(0)]
    public string? Text { get; }

    /// <summary>Whether there is no limit.</summary>
    public bool IsFull => Text is null;

    /// <summary>The scope-tokens in their order; none if there is no limit.</summary>
    public IReadOnlyList<string> Words => Text?.Split(' ') ?? [];

    /// <summary>
    /// Takes 1 to <see cref="MaximumCount"/> scope-tokens; false for fewer, because no list at all means everything and an empty one must
    /// not come to mean it by accident.
    /// </summary>
    public static bool TryCreate(IReadOnlyCollection<string?> words, out TokenScope scope)
    {
        var valid = words.Count is > 0 and <= MaximumCount && words.All(IsScopeToken);
        scope = valid ? new TokenScope(string.Join(' ', words.Distinct(StringComparer.Ordinal))) : default;
        return valid;
    }

    /// <summary>Whether a token of this scope may do what <paramref name="word"/> names.</summary>
    public bool Allows(string word) => IsFull || Words.Contains(word, StringComparer.Ordinal);

    /// <summary>Whether a token of this scope may do all that one of the <paramref name="other"/> may.</summary>
    public bool Covers(TokenScope other) => IsFull || (!other.IsFull && other.Words.All(Allows));

    /// <summary>The text; empty for everything.</summary>
    public override string ToString() => Text ?? "";

    private static bool IsScopeToken(string? word) =>
        word is { Length: > 0 and <= MaximumLength } && !word.AsSpan().ContainsAnyExcept(Alphabet);
}
