namespace TokenGrains.ApiHost.Tests.Admin;

/// <summary>The first staff user comes from the configuration, once: DESIGN.md section 2.</summary>
public sealed class FirstAdminTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tokengrains-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_second_start_with_another_password_changes_nothing()
    {
        long id;
        string opaque;
        await using (var first = new TokenApp(_folder))
        {
            id = await first.IdOf(TokenApp.AdminName);
            opaque = (await first.ObtainOpaqueToken(TokenApp.AdminName, TokenApp.AdminPassword))["token"];
            Assert.True((await first.Admin("GET", $"{id}/")).Json.GetProperty("is_staff").GetBoolean());
        }

        await using var second = new TokenApp(_folder, "Admin:Password=quite another password");
        Assert.Equal(200, (await second.SignIn(TokenApp.AdminName, TokenApp.AdminPassword)).Status);
        Assert.Equal(401, (await second.SignIn(TokenApp.AdminName, "quite another password")).Status);
        Assert.Equal(id, await second.IdOf(TokenApp.AdminName));
        Assert.Equal(200, (await second.Hello(opaque)).Status);
    }

    [Fact]
    public async Task An_admin_who_was_demoted_stays_so()
    {
        await using (var first = new TokenApp(_folder))
            await first.Change(TokenApp.AdminName, new { is_staff = false });

        await using var second = new TokenApp(_folder);
        Assert.Equal(403, (await second.Admin("GET", "?username=x")).Status);
    }
}
