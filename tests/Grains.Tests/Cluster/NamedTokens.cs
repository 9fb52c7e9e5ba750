using System.Globalization;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

/// <summary>Opaque tokens that users name, make, rotate and end.</summary>
[Collection(SharedCluster.Name)]
public sealed class NamedTokens(SharedCluster shared)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task A_token_works_under_its_scope_and_storage_cannot_tell_its_text()
    {
        var account = await Account.Register(_cluster);
        var made = await Make(account, "ci", ScopeOf("account"));

        var token = await _cluster.ReadOpaque(made.Secret.Text);
        var answer = Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));
        Assert.Equal((ScopeOf("account"), null), (answer.Scope, answer.ExpiresAt));

        await _cluster.Deactivate(account.Grain);
        Assert.Equal(answer, await account.Authenticate(token));
        Assert.NotEqual(made.Secret.Text, await account.GetOpaqueText());
    }

    [Fact]
    public async Task A_token_ends_at_its_end_and_its_name_is_free_again()
    {
        var account = await Account.Register(_cluster);
        var made = await Make(account, "short", lifetime: TimeSpan.FromMinutes(10));
        var token = await _cluster.ReadOpaque(made.Secret.Text);
        Assert.Equal(_cluster.Time.GetUtcNow().AddMinutes(10), made.Token.ExpiresAt);

        _cluster.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));
        Assert.Equal(new CreateTokenResult.NameTaken(), await Tokens(account).CreateToken(Named("short")));

        _cluster.Time.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(token));
        Assert.Empty(await Tokens(account).ListTokens());
        Assert.False(await Tokens(account).DeleteToken(made.Token.Id));
        Assert.IsType<RotateTokenResult.UnknownToken>(await Tokens(account).RotateToken(made.Token.Id, Hour, default));
        await Make(account, "short");
    }

    [Fact]
    public async Task Both_secrets_work_until_the_overlap_is_over()
    {
        var account = await Account.Register(_cluster);
        var made = await Make(account, "ci", ScopeOf("account", "x"), TimeSpan.FromDays(1));
        var rotated = await Rotate(account, made.Token.Id, Hour);
        Assert.Equal((made.Token.Name, made.Token.Scope, made.Token.ExpiresAt), (rotated.Token.Name, rotated.Token.Scope, rotated.Token.ExpiresAt));

        var (former, token) = (await _cluster.ReadOpaque(made.Secret.Text), await _cluster.ReadOpaque(rotated.Secret.Text));
        _cluster.Time.Advance(Hour - TimeSpan.FromTicks(1));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(former));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));

        _cluster.Time.Advance(TimeSpan.FromTicks(1));
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(former));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));
    }

    [Fact]
    public async Task An_overlap_never_outlives_the_token()
    {
        var account = await Account.Register(_cluster);
        var made = await Make(account, "ci", lifetime: Hour);
        await Rotate(account, made.Token.Id, TimeSpan.FromDays(7));
        Assert.All(await Tokens(account).ListTokens(), token => Assert.Equal(made.Token.ExpiresAt, token.ExpiresAt));
    }

    [Fact]
    public async Task Without_an_overlap_and_after_a_second_rotation_the_former_secret_is_over_at_once()
    {
        var account = await Account.Register(_cluster);
        var first = await Make(account, "ci");
        var second = await Rotate(account, first.Token.Id, TimeSpan.Zero);
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(await _cluster.ReadOpaque(first.Secret.Text)));

        var third = await Rotate(account, second.Token.Id, Hour);
        Assert.IsType<RotateTokenResult.NotRotatable>(await Tokens(account).RotateToken(second.Token.Id, Hour, default));
        await Rotate(account, third.Token.Id, Hour);
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(await _cluster.ReadOpaque(second.Secret.Text)));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await _cluster.ReadOpaque(third.Secret.Text)));
        Assert.Equal(2, (await Tokens(account).ListTokens()).Length);
    }

    [Fact]
    public async Task Deleting_a_token_ends_its_former_secret_and_deleting_that_ends_the_overlap_only()
    {
        var account = await Account.Register(_cluster);
        var first = await Make(account, "ci");
        var second = await Rotate(account, first.Token.Id, Hour);
        Assert.True(await Tokens(account).DeleteToken(first.Token.Id));
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(await _cluster.ReadOpaque(first.Secret.Text)));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await _cluster.ReadOpaque(second.Secret.Text)));

        await Rotate(account, second.Token.Id, Hour);
        var current = Assert.Single(await Tokens(account).ListTokens(), token => token.ReplacedBy is null);
        Assert.True(await Tokens(account).DeleteToken(current.Id));
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(await _cluster.ReadOpaque(second.Secret.Text)));
        Assert.Empty(await Tokens(account).ListTokens());
    }

    [Fact]
    public async Task A_sign_in_gets_the_default_token_that_a_rotation_has_made()
    {
        var account = await Account.Register(_cluster);
        var text = await account.GetOpaqueText();
        var first = Assert.Single(await Tokens(account).ListTokens());
        var rotated = await Rotate(account, first.Id, Hour);
        Assert.Equal(("default", rotated.Secret.Text), (rotated.Token.Name, await account.GetOpaqueText()));
        Assert.Equal(rotated.Secret.Text, (await account.Grain.GrantToken(regenerate: false))!.Text);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(await _cluster.ReadOpaque(text)));

        await _cluster.Deactivate(account.Grain);
        _cluster.Time.Advance(Hour);
        Assert.Equal(rotated.Secret.Text, await account.GetOpaqueText());
        Assert.IsType<AuthenticateResult.Unknown>(await account.Authenticate(await _cluster.ReadOpaque(text)));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("imported")]
    public async Task The_names_that_the_Django_face_needs_are_nobodys_to_take(string name)
    {
        var account = await Account.Register(_cluster);
        Assert.IsType<CreateTokenResult.NameTaken>(await Tokens(account).CreateToken(Named(name)));
    }

    [Fact]
    public async Task The_hundredth_token_is_the_last_and_a_rotation_needs_no_room()
    {
        var account = await Account.Register(_cluster);
        var last = await Make(account, "0");
        for (var number = 1; number < IUserTokensGrain.MaximumCount; number++)
            last = await Make(account, number.ToString(CultureInfo.InvariantCulture));
        Assert.IsType<CreateTokenResult.TooMany>(await Tokens(account).CreateToken(Named("more")));

        await Rotate(account, last.Token.Id, Hour);
        Assert.IsType<CreateTokenResult.TooMany>(await Tokens(account).CreateToken(Named("more")));
        var oldest = (await Tokens(account).ListTokens())[0];
        Assert.Equal("0", oldest.Name);
        Assert.True(await Tokens(account).DeleteToken(oldest.Id));
        await Make(account, "more");
    }

    [Fact]
    public async Task Who_may_do_less_than_a_token_cannot_rotate_it()
    {
        var account = await Account.Register(_cluster);
        var (full, limited) = (await Make(account, "full"), await Make(account, "limited", ScopeOf("account", "x")));
        foreach (var id in new[] { full.Token.Id, limited.Token.Id })
            Assert.IsType<RotateTokenResult.ScopeExceeded>(await Tokens(account).RotateToken(id, Hour, ScopeOf("account")));
        Assert.IsType<RotateTokenResult.Rotated>(await Tokens(account).RotateToken(limited.Token.Id, Hour, ScopeOf("x", "y", "account")));
    }

    [Fact]
    public async Task A_use_is_written_once_an_hour_however_often_a_token_is_used()
    {
        var account = await Account.Register(_cluster);
        var token = await _cluster.ReadOpaque((await Make(account, "ci")).Secret.Text);
        var (start, before) = (_cluster.Time.GetUtcNow(), CountWrites());
        Assert.Null(await FindLastUse());

        await UseOften();
        Assert.Equal((start, before + 1), (await FindLastUse(), CountWrites()));
        _cluster.Time.Advance(Hour - TimeSpan.FromTicks(1));
        await UseOften();
        Assert.Equal((start, before + 1), (await FindLastUse(), CountWrites()));
        _cluster.Time.Advance(TimeSpan.FromTicks(1));
        await UseOften();
        Assert.Equal((start + Hour, before + 2), (await FindLastUse(), CountWrites()));

        Task UseOften() => Task.WhenAll(Enumerable.Range(0, 32).Select(_ => account.Authenticate(token)));
        async Task<DateTimeOffset?> FindLastUse() => Assert.Single(await Tokens(account).ListTokens()).LastUsedAt;
        int CountWrites() => _cluster.Storage.CountWrites("user", account.Grain);
    }

    [Fact]
    public async Task A_use_is_answered_before_it_is_written()
    {
        var account = await Account.Register(_cluster);
        var token = await _cluster.ReadOpaque((await Make(account, "ci")).Secret.Text);

        using var order = _cluster.Storage.Hold("user", account.Grain);
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));
        Assert.IsType<AuthenticateResult.Authenticated>(await account.Authenticate(token));
        await order.Reached;
        order.Release();
        Assert.NotNull(Assert.Single(await Tokens(account).ListTokens()).LastUsedAt);
    }

    private static OpaqueTokenName NameOf(string text) => OpaqueTokenName.TryParse(text, out var name) ? name : throw new ArgumentException(text);

    private static NewToken Named(string name) => new(NameOf(name));

    private static TokenScope ScopeOf(params string[] words) => TokenScope.TryCreate(words, out var scope) ? scope : throw new ArgumentException(words[0]);

    private static IUserTokensGrain Tokens(Account account) => account.Cluster.Grains.UserTokens(account.User);

    private static async Task<CreateTokenResult.Created> Make(Account account, string name, TokenScope scope = default, TimeSpan? lifetime = null) =>
        Assert.IsType<CreateTokenResult.Created>(await Tokens(account).CreateToken(new NewToken(NameOf(name), scope, lifetime)).WaitAsync(TokenCluster.Limit));

    private static async Task<RotateTokenResult.Rotated> Rotate(Account account, OpaqueTokenId id, TimeSpan overlap) =>
        Assert.IsType<RotateTokenResult.Rotated>(await Tokens(account).RotateToken(id, overlap, default).WaitAsync(TokenCluster.Limit));
}
