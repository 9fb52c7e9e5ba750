using TokenGrains.Sessions;

namespace TokenGrains.Grains.Tests.Sessions;

/// <summary>What a client should get for a refresh token.</summary>
/// <param name="Refresh">The number of the refresh token handed out; null if none is.</param>
/// <param name="Access">Whether an access token is handed out.</param>
/// <param name="Cause">Why nothing is handed out; null if something is.</param>
internal sealed record Answer(int? Refresh, bool Access, RefusalCause? Cause);

/// <summary>One session as a story of single tokens: written from DESIGN section 6, without a look at the code.</summary>
internal sealed class RotationModel(long grace, long keyed, long idle, long absolute, bool rotates)
{
    // When each token was made, in milliseconds, and when it was spent and with which idempotency key; the last one is never spent.
    private readonly List<long> _made = [0];
    private readonly List<(long At, int? Key)> _spent = [];
    private bool _over;

    public bool IsActive { get; set; } = true;

    public bool IsOfAnOlderEpoch { get; set; }

    public bool IsOver => _over;

    public int Newest => _made.Count - 1;

    /// <summary>The moments at which something ends: interesting to be just before and just after.</summary>
    public IEnumerable<long> Edges => [.. _spent.TakeLast(1).SelectMany(spent => new[] { spent.At + grace, spent.At + keyed }), _made[^1] + idle, absolute];

    /// <summary>Whether the token last spent can be repeated by anybody.</summary>
    public bool IsInGrace(long now) => grace != 0 && _spent is [.., var last] && now < last.At + grace;

    public void SignOut() => _over = true;

    public Answer Present(int token, int? key, long now)
    {
        if (_over)
            return Nothing(RefusalCause.Revoked);
        if (token > Newest)
            return End(RefusalCause.AheadOfStorage);

        var wasSpent = token < Newest;
        if (wasSpent && !(token == Newest - 1 && (IsInGrace(now) || IsSameRequest(_spent[token], key, now))))
            return End(RefusalCause.Reused);

        if (!IsActive)
            return Nothing(RefusalCause.UserInactive);
        if (IsOfAnOlderEpoch)
            return Nothing(RefusalCause.Epoch);
        if (now >= absolute)
            return Nothing(RefusalCause.Absolute);
        if (now >= _made[^1] + idle)
            return Nothing(RefusalCause.Idle);
        if (wasSpent)
            return new Answer(token + 1, Access: true, Cause: null);
        if (!rotates)
            return new Answer(Refresh: null, Access: true, Cause: null);

        _spent.Add((now, key));
        _made.Add(now);
        return new Answer(Newest, Access: true, Cause: null);
    }

    private bool IsSameRequest((long At, int? Key) spent, int? key, long now) => key is not null && key == spent.Key && now < spent.At + keyed;

    private Answer End(RefusalCause cause)
    {
        _over = true;
        return Nothing(cause);
    }

    private static Answer Nothing(RefusalCause cause) => new(Refresh: null, Access: false, cause);
}
