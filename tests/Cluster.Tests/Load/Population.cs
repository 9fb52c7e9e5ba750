using System.Globalization;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>All accounts that were ever tried to be made, in the order in which they were.</summary>
internal sealed class Population
{
    private readonly Lock _gate = new();
    private readonly List<Account> _accounts = [];

    public int Count
    {
        get
        {
            lock (_gate)
                return _accounts.Count;
        }
    }

    /// <summary>A new account with a name that no other has.</summary>
    public Account Add(Chance chance)
    {
        lock (_gate)
        {
            var number = _accounts.Count.ToString(CultureInfo.InvariantCulture);
            var account = new Account($"person-{number}", $"secret-{chance.Next():x16}");
            _accounts.Add(account);
            return account;
        }
    }

    /// <summary>The accounts from the given one on.</summary>
    public IReadOnlyList<Account> From(int first)
    {
        lock (_gate)
            return _accounts[first..];
    }
}
