using System.Diagnostics.CodeAnalysis;

namespace TokenGrains.Tokens;

/// <summary>The keys that may have signed one of our JWTs, at one moment.</summary>
public sealed class JwtKeys
{
    private readonly Dictionary<string, JwsKey> _byId;
    private readonly JwsKey? _configured;

    /// <summary>
    /// Keys with an id are found by it. At most one key has none: the configured <c>SIGNING_KEY</c>, which is tried whatever
    /// <c>kid</c> a token names, because Django ignores that header. Keys that others have <paramref name="published"/> never
    /// take the place of one of ours.
    /// </summary>
    public JwtKeys(IEnumerable<JwsKey> keys, IEnumerable<JwsKey>? published = null)
    {
        _byId = [];
        foreach (var key in keys)
        {
            if (key.KeyId is null)
                _configured = key;
            else
                _byId.Add(key.KeyId, key);
        }

        foreach (var key in published ?? [])
            _byId.TryAdd(key.KeyId!, key);
    }

    /// <summary>Finds the key a token names; false if there is none or its algorithm is not the one the token claims.</summary>
    public bool TryFind(string? keyId, string algorithm, [NotNullWhen(true)] out JwsKey? key)
    {
        if (keyId is null || !_byId.TryGetValue(keyId, out key))
            key = _configured;

        if (key is not null && key.Algorithm != algorithm)
            key = null;
        return key is not null;
    }

    /// <summary>Whether a key has this id.</summary>
    public bool Knows(string keyId) => _byId.ContainsKey(keyId);
}
