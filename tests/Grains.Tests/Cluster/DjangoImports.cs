using System.Collections.Immutable;
using TokenGrains.Grains.Tests.Importing;
using TokenGrains.Grains.Users;
using TokenGrains.Importing;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Cluster;

[Collection(SharedCluster.Name)]
public sealed class DjangoImports(SharedCluster shared)
{
    private static long _lastId;

    private readonly TokenCluster _cluster = shared.Cluster;

    [Fact]
    public async Task An_imported_user_signs_in_and_its_hash_becomes_ours()
    {
        var row = NewRow();
        Assert.IsType<ImportResult.Added>(await Import(row));
        var user = await Described(row);
        Assert.Equal((row.Id, true, false, row.JoinedAt), (user.User.Value, user.IsActive, user.IsStaff, user.JoinedAt));

        var account = new Account(_cluster, user.User, user.Name, Rows.Password);
        Assert.IsType<SignInResult.InvalidCredentials>(await (account with { Password = "wrong" }).SignIn());
        await account.StartSession();
        var stored = await _cluster.Storage.Read<UserState>("user", _cluster.Grains.User(user.User));
        Assert.StartsWith("$argon2id$", stored.PasswordHash, StringComparison.Ordinal);
        await account.StartSession();
        Assert.IsType<ImportResult.Unchanged>(await Import(row));
    }

    [Fact]
    public async Task A_batch_that_is_repeated_writes_nothing()
    {
        var rows = Enumerable.Range(0, 50).Select(_ => NewRow()).ToImmutableArray();
        Assert.All(await ImportAll(rows), result => Assert.IsType<ImportResult.Added>(result));
        var before = CountWrites(rows);
        Assert.Equal(100, before.Rows);

        Assert.All(await ImportAll(rows), result => Assert.IsType<ImportResult.Unchanged>(result));
        Assert.Equal(before, CountWrites(rows));
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        var (fresh, taken) = (NewRow(), NewRow() with { Name = (await Account.Register(_cluster)).Name.Value });
        var rows = ImmutableArray.Create(fresh, taken);
        var before = CountWrites(rows);
        var expected = new ImportResult[] { new ImportResult.Added(), new ImportResult.Refused(ImportFault.NameTaken) };

        Assert.Equal(expected, await _cluster.Grains.Imports().ImportUsers(rows, dryRun: true));
        Assert.Equal(before, CountWrites(rows));
        Assert.Equal(expected, await ImportAll(rows));
        Assert.NotEqual(before, CountWrites(rows));
    }

    [Theory]
    [InlineData(ImportFault.IdOutOfRange, 0, "a", Rows.Hash)]
    [InlineData(ImportFault.IdOutOfRange, 1L << 53, "a", Rows.Hash)]
    [InlineData(ImportFault.InvalidName, 1, "", Rows.Hash)]
    [InlineData(ImportFault.InvalidName, 1, "with blank", Rows.Hash)]
    [InlineData(ImportFault.UnknownPasswordHash, 1, "a", "md5$salt$5d41402abc4b2a76b9719d911017c592")]
    [InlineData(ImportFault.MalformedPasswordHash, 1, "a", "pbkdf2_sha256$1$salt$AAAA")]
    [InlineData(ImportFault.ExpensivePasswordHash, 1, "a", "pbkdf2_sha256$1000000000$salt$1CJcYSm6Egj9vhGLyLGqYt6vo5vOH35JG6uTT0UP5WQ=")]
    public async Task A_row_that_cannot_be_taken_is_refused_with_its_reason(ImportFault fault, long id, string name, string hash) =>
        Assert.Equal(new ImportResult.Refused(fault), await Import(Rows.User(id, name) with { PasswordHash = hash }));

    [Fact]
    public async Task A_name_belongs_to_one_account_only()
    {
        var row = NewRow();
        await Import(row);
        Assert.Equal(new ImportResult.Refused(ImportFault.NameTaken), await Import(NewRow() with { Name = row.Name }));
        Assert.IsType<ImportResult.Updated>(await Import(row with { Name = row.Name + "-new" }));
        Assert.IsType<ImportResult.Added>(await Import(NewRow() with { Name = row.Name }));
    }

    [Fact]
    public async Task An_import_that_broke_off_after_the_claim_can_be_repeated()
    {
        var row = NewRow();
        Assert.True(UserId.TryCreate(row.Id, out var user));
        using var failing = _cluster.Storage.Fail(WriteFault.NotWritten, "user", _cluster.Grains.User(user));
        await Assert.ThrowsAnyAsync<Exception>(() => Import(row));
        Assert.IsType<ImportResult.Added>(await Import(row));
        Assert.IsType<ImportResult.Unchanged>(await Import(row));
    }

    [Fact]
    public async Task An_imported_key_speaks_for_its_user_until_it_is_revoked()
    {
        const string key = "0123456789abcdef0123456789abcdef01234567";
        Assert.True(ImportedToken.TryParse(key, out var token));
        Assert.True(ImportedToken.TryParse(new string('0', 40), out var other));
        var row = NewRow() with { TokenHash = token.Hash };
        await Import(row);
        var user = (await Described(row)).User;

        Assert.IsType<AuthenticateResult.Authenticated>(await _cluster.Grains.User(user).AuthenticateImported(token));
        Assert.IsType<AuthenticateResult.Unknown>(await _cluster.Grains.User(user).AuthenticateImported(other));
        Assert.Contains(new ImportedTokenOwner(token.Prefix, user), await ReadTokens());

        await _cluster.Grains.User(user).RevokeOpaqueTokens();
        Assert.IsType<AuthenticateResult.Unknown>(await _cluster.Grains.User(user).AuthenticateImported(token));
        Assert.IsType<ImportResult.Unchanged>(await Import(row));
        Assert.IsType<AuthenticateResult.Unknown>(await _cluster.Grains.User(user).AuthenticateImported(token));
    }

    [Fact]
    public async Task A_token_that_is_granted_anew_ends_the_former_ones_and_the_imported_one()
    {
        var row = NewRow();
        await Import(row);
        var user = _cluster.Grains.User((await Described(row)).User);
        var first = (await user.GrantToken(regenerate: false))!.Text;
        Assert.Equal(first, (await user.GrantToken(regenerate: false))!.Text);
        var second = (await user.GrantToken(regenerate: true))!.Text;
        Assert.NotEqual(first, second);
        var stored = await _cluster.Storage.Read<UserState>("user", user);
        Assert.Equal(OpaqueTokenEntry.DefaultName, Assert.Single(stored.OpaqueTokens).Name);
    }

    [Fact]
    public async Task The_list_of_keys_outlives_its_activation_across_its_parts()
    {
        var rows = Enumerable.Range(0, 9_000).Select(_ => NewRow()).ToList();
        foreach (var batch in rows.Chunk(IImportGrain.LargestBatch))
            await ImportAll([.. batch]);
        await _cluster.Deactivate(_cluster.Grains.ImportedTokens());

        var prefixes = (await ReadTokens()).Select(owner => owner.Prefix).ToList();
        Assert.Equal(prefixes.Count, prefixes.Distinct().Count());
        Assert.Empty(rows.Select(row => ImportedToken.ReadPrefix(row.TokenHash)).Except(prefixes));
    }

    [Fact]
    public async Task A_refresh_token_that_was_revoked_elsewhere_is_a_session_that_is_over()
    {
        var now = _cluster.Time.GetUtcNow();
        ImmutableArray<ImportedRevocation> rows =
            [new(NextId(), $"jti-{NextId()}", now.AddHours(1)), new(NextId(), $"jti-{NextId()}", now), new(0, "x", now.AddHours(1))];
        ImportResult refused = new ImportResult.Refused(ImportFault.IdOutOfRange);
        ImportResult[] first = [new ImportResult.Added(), new ImportResult.Unchanged(), refused];

        Assert.Equal(first, await _cluster.Grains.Imports().ImportRevocations(rows, dryRun: true));
        Assert.Equal(first, await _cluster.Grains.Imports().ImportRevocations(rows, dryRun: false));
        ImportResult[] again = [new ImportResult.Unchanged(), new ImportResult.Unchanged(), refused];
        Assert.Equal(again, await _cluster.Grains.Imports().ImportRevocations(rows, dryRun: false));
        Assert.Equal(1, _cluster.Storage.CountWrites("session", _cluster.Grains.Session(SessionId.FromJti(rows[0].Jti))));
    }

    private static long NextId() => Interlocked.Increment(ref _lastId);

    private static ImportedUser NewRow() => Rows.User(NextId());

    private async Task<ImportResult> Import(ImportedUser row) => Assert.Single(await ImportAll([row]));

    private Task<ImmutableArray<ImportResult>> ImportAll(ImmutableArray<ImportedUser> rows) =>
        _cluster.Grains.Imports().ImportUsers(rows, dryRun: false).WaitAsync(TokenCluster.Limit);

    private async Task<UserDescription> Described(ImportedUser row) =>
        (await _cluster.Grains.Username(Account.NameOf(row.Name)).Find(Account.NameOf(row.Name)))!;

    private async Task<List<ImportedTokenOwner>> ReadTokens()
    {
        var all = new List<ImportedTokenOwner>();
        while (await _cluster.Grains.ImportedTokens().Read(all.Count) is { IsEmpty: false } page)
            all.AddRange(page);
        return all;
    }

    private (int Rows, int Lists) CountWrites(ImmutableArray<ImportedUser> rows) => (
        rows.Sum(row =>
            (UserId.TryCreate(row.Id, out var user) ? _cluster.Storage.CountWrites("user", _cluster.Grains.User(user)) : 0)
            + _cluster.Storage.CountWrites("username", _cluster.Grains.Username(Account.NameOf(row.Name)))),
        Enumerable.Range(0, 10).Sum(part => _cluster.Storage.CountWrites("imported-tokens", _cluster.Grains.ImportedTokenChunk(part))));
}
