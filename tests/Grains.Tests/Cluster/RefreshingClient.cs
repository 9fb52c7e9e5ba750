using System.Globalization;
using TokenGrains.Sessions;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>An honest client of one session: whatever goes wrong, it asks again with what it has.</summary>
internal sealed class RefreshingClient(TokenCluster cluster, RefreshToken token)
{
    private const int Kinds = 5;

    private int _keys;
    private TokenPair? _lost;
    private RefreshToken? _unanswered;

    /// <summary>The refresh token that it has.</summary>
    public RefreshToken Token { get; private set; } = token;

    /// <summary>Begins a refresh in one of its ways, by turns.</summary>
    public Task Begin(int kind) => (kind % Kinds) switch
    {
        0 => AskAtOnce(callers: 1),
        1 => AskAtOnce(callers: 2),
        2 => AskAtOnce(callers: 8),
        3 => AskWithoutAnswer(Token),
        _ => AskWithoutAnswer(Token with { IdempotencyKey = NewKey() }),
    };

    /// <summary>Asks again for what was not answered, if that is so.</summary>
    /// <param name="hasKey">Whether it was asked for with an idempotency key.</param>
    public async Task AskAgain(bool hasKey)
    {
        if (_unanswered is not { } asked || asked.IdempotencyKey is null == hasKey)
            return;

        var pair = await cluster.Spend(asked);
        Assert.Equal(_lost!.Refresh, pair.Refresh);
        (_unanswered, _lost) = (null, null);
        await Take(pair);
    }

    // Two tabs, or eight processes, that share a token and know nothing of each other.
    private async Task AskAtOnce(int callers)
    {
        var pairs = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => cluster.Spend(Token)));
        await Take(Assert.Single(pairs.Distinct()));
    }

    private async Task AskWithoutAnswer(RefreshToken asked)
    {
        _lost = await cluster.Spend(asked);
        _unanswered = asked;
    }

    private async Task Take(TokenPair pair) => Token = await cluster.ReadRefresh(pair);

    private IdempotencyKey NewKey() => IdempotencyKey.Of((++_keys).ToString(CultureInfo.InvariantCulture), Token.Session);
}
