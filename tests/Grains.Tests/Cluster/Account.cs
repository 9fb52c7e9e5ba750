using System.Globalization;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Somebody with a name and a password that no other test uses.</summary>
internal sealed record Account(TokenCluster Cluster, UserId User, Username Name, string Password)
{
    private static int _count;

    public IUserGrain Grain => Cluster.Grains.User(User);

    /// <summary>A name and a password that nobody has registered.</summary>
    public static Account Invent(TokenCluster cluster)
    {
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        return new Account(cluster, UserId.Create(), NameOf($"person-{number}"), $"correct horse {number}");
    }

    public static async Task<Account> Register(TokenCluster cluster)
    {
        var account = Invent(cluster);
        Assert.IsType<RegisterResult.Registered>(await account.Register());
        return account;
    }

    public static Username NameOf(string text) => Username.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    public Task<RegisterResult> Register(bool signsIn = false) => Cluster.Grains
        .Username(Name)
        .Register(new Registration(User, Name, Password, SignsIn: signsIn))
        .WaitAsync(TokenCluster.Limit);

    public Task<SignInResult> SignIn(SignInPurpose purpose = SignInPurpose.Session) => Cluster.Grains
        .Username(Name)
        .SignIn(new SignIn(Name, Password, purpose))
        .WaitAsync(TokenCluster.Limit);

    public Task<RenameResult> RenameTo(Username name) =>
        Cluster.Grains.Username(name).Rename(User, name).WaitAsync(TokenCluster.Limit);

    /// <summary>Signs in, which must succeed, and returns the first pair of the session.</summary>
    public async Task<TokenPair> StartSession()
    {
        var started = Assert.IsType<SignInResult.SessionStarted>(await SignIn());
        Assert.Equal(User, started.User);
        return started.Tokens;
    }

    /// <summary>Signs in, which must succeed, and returns the first refresh token of the session.</summary>
    public async Task<RefreshToken> GetRefreshToken() => await Cluster.ReadRefresh(await StartSession());

    /// <summary>Signs in for the opaque token, which must succeed.</summary>
    public async Task<string> GetOpaqueText()
    {
        var granted = Assert.IsType<SignInResult.OpaqueTokenGranted>(await SignIn(SignInPurpose.OpaqueToken));
        Assert.Equal(User, granted.User);
        return granted.Token;
    }

    public async Task<OpaqueToken> GetOpaqueToken() => await Cluster.ReadOpaque(await GetOpaqueText());

    public Task<AuthenticateResult> Authenticate(OpaqueToken token) => Grain.Authenticate(token).WaitAsync(TokenCluster.Limit);

    public async Task Update(UserChanges changes) => Assert.IsType<UpdateUserResult.Updated>(await Grain.Update(changes));

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Name} ({User})";
}
