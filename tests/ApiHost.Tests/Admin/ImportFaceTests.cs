using System.Text;
using System.Text.Json;
using TokenGrains.Importing;

namespace TokenGrains.ApiHost.Tests.Admin;

/// <summary>What the command-line tool asks of a service that runs.</summary>
[Collection(AdminCollection.Name)]
public class ImportFaceTests(TokenApp app)
{
    private const string Path = "/api/admin/import/users/";

    private static readonly ImportedUser Row = new(
        77, "imported-by-face", "!", IsActive: true, IsStaff: false, DateTimeOffset.UnixEpoch, LastLoginAt: null, []);

    [Fact]
    public async Task Rows_are_imported_once_and_a_dry_run_imports_none()
    {
        var lines = Line(Row) + Line(Row with { Id = 0 });
        const string refused = """{"result":"Refused","fault":"IdOutOfRange"}""" + "\n";
        Assert.Equal("""{"result":"Added","fault":null}""" + "\n" + refused, (await Send(Path + "?dry_run=true", lines)).Body);
        Assert.Equal("[]", (await app.Admin("GET", $"?username={Row.Name}")).Body);
        Assert.Equal("""{"result":"Added","fault":null}""" + "\n" + refused, (await Send(Path, lines)).Body);
        Assert.Equal("""{"result":"Unchanged","fault":null}""" + "\n" + refused, (await Send(Path, lines)).Body);
        Assert.Equal(77, await app.IdOf(Row.Name));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":1}")]
    [InlineData("\n")]
    [InlineData("[[[[[[[[[[1]]]]]]]]]]")]
    [InlineData("""{"id":1,"name":"a","password_hash":"!","is_active":true,"is_staff":false,"joined_at":"2020-01-01T00:00:00Z","last_login_at":null,"token_hash":"?"}""")]
    [InlineData("""{"id":1,"name":null,"password_hash":"!","is_active":true,"is_staff":false,"joined_at":"2020-01-01T00:00:00Z","last_login_at":null,"token_hash":""}""")]
    public async Task A_line_that_is_no_row_is_a_400(string line) => Assert.Equal(400, (await Send(Path, line)).Status);

    [Fact]
    public async Task Too_many_lines_are_a_400() =>
        Assert.Equal(400, (await Send(Path, string.Concat(Enumerable.Repeat(Line(Row), IImportGrain.LargestBatch + 1)))).Status);

    [Theory]
    [InlineData(Path)]
    [InlineData("/api/admin/import/revocations/")]
    [InlineData("/api/admin/flush-expired/")]
    [InlineData("/api/admin/users/1/tokens/")]
    public async Task Only_staff_may(string path)
    {
        var user = await app.Register();
        Assert.Equal(401, (await app.Send("POST", path, Line(Row))).Status);
        Assert.Equal(403, (await app.Send("POST", path, Line(Row), $"Authorization: Token {user.Opaque}")).Status);
    }

    [Fact]
    public async Task What_has_ended_is_deleted_on_demand() =>
        Assert.Equal((200, """{"deleted":0}"""), await Send("/api/admin/flush-expired/", "") is var answer ? (answer.Status, answer.Body) : default);

    [Fact]
    public async Task A_token_is_given_out_and_given_out_anew()
    {
        var user = await app.Register();
        var id = await app.IdOf(user.Name);
        Assert.Equal(user.Opaque, (await app.Admin("POST", $"{id}/tokens/", new { regenerate = false }))["token"]);
        var another = (await app.Admin("POST", $"{id}/tokens/", new { regenerate = true }))["token"];
        Assert.Equal((401, 200), ((await app.Hello(user.Opaque)).Status, (await app.Hello(another)).Status));
        Assert.Equal(404, (await app.Admin("POST", "424242/tokens/", new { regenerate = false })).Status);
    }

    private static string Line(ImportedUser row) => JsonSerializer.Serialize(row, ImportJson.Options) + "\n";

    private async Task<Answer> Send(string path, string lines) => await app.Send(
        "POST", path, Encoding.UTF8.GetBytes(lines), await app.AdminHeader(), $"Content-Type: {ImportJson.ContentType}");
}
