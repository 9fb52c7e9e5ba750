using TokenGrains.Sessions;

namespace TokenGrains.ApiHost.Django;

/// <summary>The header <c>Idempotency-Key</c>, by which a client says that it asks again and not anew.</summary>
internal static class IdempotencyHeader
{
    private const string Name = "Idempotency-Key";

    /// <summary>The key, or null if there is none; false if it is malformed or there are two.</summary>
    public static bool TryRead(IHeaderDictionary headers, out string? key)
    {
        key = null;
        if (!headers.TryGetValue(Name, out var values))
            return true;
        key = values is [{ } only] ? only : null;
        return key is not null && IdempotencyKey.IsWellFormed(key);
    }
}
