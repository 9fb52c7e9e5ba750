namespace TokenGrains.ApiHost.Django;

/// <summary>DRF's <c>SimpleRateThrottle</c>: remembers when each client's last requests came, and lets none beyond the rate pass.</summary>
/// <remarks>Of this host alone, as DRF's with Django's default cache. It remembers a bounded number of clients: when there are more, the ones that came first are forgotten.</remarks>
internal sealed class RateThrottle(ThrottleRate rate, TimeProvider time)
{
    private const int MostClients = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _clients = [];
    private readonly Queue<string> _order = [];

    /// <summary>Counts a request; or says how long until the client may send one, and does not count it.</summary>
    public TimeSpan? Take(string client)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            var requests = Find(client);
            while (requests.TryPeek(out var first) && first <= now - rate.Period)
                requests.Dequeue();
            if (requests.Count >= rate.Limit)
            {
                // DRF spreads what is left of the period over the requests that are left: at the limit that is one.
                return rate.Period - (now - requests.Peek());
            }

            requests.Enqueue(now);
            return null;
        }
    }

    private Queue<DateTimeOffset> Find(string client)
    {
        if (_clients.TryGetValue(client, out var requests))
            return requests;

        if (_order.Count >= MostClients)
            _clients.Remove(_order.Dequeue());
        _order.Enqueue(client);
        return _clients[client] = [];
    }
}
