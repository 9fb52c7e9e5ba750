using TokenGrains.Grains.Importing;
using TokenGrains.Grains.Users;
using TokenGrains.Importing;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Importing;

/// <summary>docs/decisions/0030: thing by thing, the side that has changed wins; if both have, the account here.</summary>
public class ImportRuleTests
{
    private static readonly ImportedUser Row = Rows.User(7);
    private static readonly UserState Imported = Decide(current: null, Row, claim: 1).Next!;

    [Fact]
    public void A_new_account_needs_its_name_and_is_then_as_at_its_source()
    {
        Assert.Equal(new ImportStep(new ImportResult.Added(), NeedsName: true), Decide(null, Row).Step);
        var decision = Decide(null, Row with { IsStaff = true, LastLoginAt = Row.JoinedAt.AddDays(1) }, claim: 1);
        Assert.IsType<ImportResult.Added>(decision.Step.Result);
        var user = decision.Next!;
        Assert.Equal((UserStatus.Live, "imported-7", Rows.Hash), (user.Status, user.Name.Value, user.PasswordHash));
        Assert.Equal((true, true, Row.JoinedAt, Row.JoinedAt.AddDays(1)), (user.IsActive, user.IsStaff, user.JoinedAt, user.LastLoginAt));
        Assert.Equal(Row.TokenHash, Assert.Single(user.OpaqueTokens).Hash);
    }

    [Fact]
    public void The_same_row_again_writes_nothing()
    {
        var decision = Decide(Imported, Row);
        Assert.Equal(new ImportStep(new ImportResult.Unchanged()), decision.Step);
        Assert.Null(decision.Next);
    }

    [Fact]
    public void What_has_changed_at_the_source_only_is_taken_over_once()
    {
        var changed = Row with
        {
            PasswordHash = Rows.OtherHash,
            IsActive = false,
            IsStaff = true,
            TokenHash = Rows.TokenHash(2),
            LastLoginAt = Row.JoinedAt.AddDays(9),
            JoinedAt = Row.JoinedAt.AddDays(-1),
        };
        var decision = Decide(Imported, changed);
        Assert.IsType<ImportResult.Updated>(decision.Step.Result);
        var user = decision.Next!;
        Assert.Equal((Rows.OtherHash, 1u, Imported.SessionEpoch), (user.PasswordHash, user.PasswordVersion, user.SessionEpoch));
        Assert.Equal((false, true, changed.JoinedAt, changed.LastLoginAt), (user.IsActive, user.IsStaff, user.JoinedAt, user.LastLoginAt));
        Assert.Equal(changed.TokenHash.AsSpan(), Assert.Single(user.OpaqueTokens).Hash.AsSpan());
        Assert.IsType<ImportResult.Unchanged>(Decide(user, changed).Step.Result);
    }

    [Fact]
    public void What_has_changed_here_only_stays()
    {
        var here = Imported with { PasswordHash = "ours", PasswordVersion = 1, IsActive = false, IsStaff = true, OpaqueTokens = [] };
        Assert.Equal(new ImportStep(new ImportResult.Unchanged()), Decide(here, Row).Step);
    }

    [Fact]
    public void A_rehash_at_a_sign_in_is_no_change_here()
    {
        var rehashed = Imported with { PasswordHash = "ours" };
        Assert.IsType<ImportResult.Unchanged>(Decide(rehashed, Row).Step.Result);
        Assert.Equal(Rows.OtherHash, Decide(rehashed, Row with { PasswordHash = Rows.OtherHash }).Next!.PasswordHash);
    }

    [Fact]
    public void What_has_changed_on_both_sides_stays_as_it_is_here_and_is_said_so()
    {
        var here = Imported with { PasswordHash = "ours", PasswordVersion = 1, OpaqueTokens = [], Name = NameOf("renamed-here") };
        foreach (var row in new[] { Row with { PasswordHash = Rows.OtherHash }, Row with { TokenHash = Rows.TokenHash(2) }, Row with { Name = "renamed-there" } })
        {
            var decision = Decide(here, row);
            Assert.Equal(new ImportStep(new ImportResult.Kept()), decision.Step);
            Assert.Null(decision.Next);
        }

        var mixed = Decide(here, Row with { PasswordHash = Rows.OtherHash, IsStaff = true });
        Assert.IsType<ImportResult.Updated>(mixed.Step.Result);
        Assert.Equal(("ours", true), (mixed.Next!.PasswordHash, mixed.Next.IsStaff));
    }

    [Fact]
    public void A_key_that_was_deleted_at_the_source_ends_here()
    {
        var without = Decide(Imported, Row with { TokenHash = [] }).Next!;
        Assert.Empty(without.OpaqueTokens);
        Assert.Single(Decide(without, Row with { TokenHash = Rows.TokenHash(3) }).Next!.OpaqueTokens);
    }

    [Fact]
    public void A_new_name_at_the_source_needs_its_claim_first()
    {
        var renamed = Row with { Name = "renamed-there" };
        Assert.Equal(new ImportStep(new ImportResult.Updated(), NeedsName: true), Decide(Imported, renamed).Step);
        var user = Decide(Imported, renamed, claim: 1).Next!;
        Assert.Equal("renamed-there", user.Name.Value);
        Assert.IsType<ImportResult.Unchanged>(Decide(user, renamed).Step.Result);

        var fenced = Imported.Fence(new NameClaim(NameOf("renamed-there"), 1));
        Assert.Equal(new ImportResult.Refused(ImportFault.NameTaken), Decide(fenced, renamed, claim: 1).Step.Result);
    }

    [Fact]
    public void An_account_that_was_made_here_or_deleted_here_is_left_alone()
    {
        Assert.Equal(new ImportResult.Refused(ImportFault.IdTaken), Decide(Imported with { Origin = null }, Row).Step.Result);
        Assert.IsType<ImportResult.Kept>(Decide(new UserState { Status = UserStatus.Deleted }, Row).Step.Result);
    }

    [Fact]
    public void An_id_whose_claim_was_fenced_can_still_be_imported_under_a_later_claim()
    {
        var fenced = new UserState { Status = UserStatus.Fenced }.Fence(new NameClaim(NameOf("imported-7"), 1));
        Assert.Equal(new ImportResult.Refused(ImportFault.NameTaken), Decide(fenced, Row, claim: 1).Step.Result);
        var user = Decide(fenced, Row, claim: 2).Next!;
        Assert.Equal(UserStatus.Live, user.Status);
        Assert.True(user.IsFenced(new NameClaim(NameOf("imported-7"), 1)));
    }

    private static ImportDecision Decide(UserState? current, ImportedUser row, ulong? claim = null)
    {
        var account = ImportedAccount.Read(row, out _)!;
        return ImportRule.Decide(current, account, claim is { } number ? new NameClaim(account.Name, number) : null);
    }

    private static Username NameOf(string text) => Cluster.Account.NameOf(text);
}
