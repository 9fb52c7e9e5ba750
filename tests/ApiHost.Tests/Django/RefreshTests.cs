namespace TokenGrains.ApiHost.Tests.Django;

/// <summary>Rotation and reuse detection over HTTP: DESIGN.md section 6, wire/DJANGO.md section 3.4, RFC 9700 section 4.14.2.</summary>
[Collection(DjangoCollection.Name)]
public class RefreshTests(TokenApp app)
{
    private const string Blacklisted = """{"detail":"Token is blacklisted","code":"token_not_valid"}""";

    [Fact]
    public async Task A_refresh_gives_the_next_pair()
    {
        var user = await app.Register();
        var answer = await app.Refresh(user.Refresh);
        Assert.Equal(
            """
            200
            Allow: POST, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Accept

            {"access":"<access>","refresh":"<refresh>"}

            """,
            answer.ToString());
        Assert.NotEqual(user.Refresh, answer["refresh"]);
        Assert.Equal(200, (await app.HelloJwt(answer["access"])).Status);
        Assert.Equal(200, (await app.Refresh(answer["refresh"])).Status);
    }

    [Fact]
    public async Task Sixty_four_refreshes_of_one_token_at_once_get_one_answer_byte_for_byte()
    {
        var user = await app.Register();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => app.Refresh(user.Refresh)));
        Assert.All(answers, answer => Assert.Equal((200, answers[0].Body), (answer.Status, answer.Body)));
        Assert.Equal(200, (await app.Refresh(answers[0]["refresh"])).Status);
    }

    [Fact]
    public async Task The_grace_period_is_counted_from_the_first_use_and_does_not_slide()
    {
        var user = await app.Register();
        var first = await app.Refresh(user.Refresh);
        app.Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(first.Body, (await app.Refresh(user.Refresh)).Body);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, Blacklisted), await StatusAndBody(app.Refresh(user.Refresh)));
    }

    [Fact]
    public async Task Presenting_a_spent_token_after_the_grace_period_ends_its_successor_too()
    {
        var user = await app.Register();
        var successor = (await app.Refresh(user.Refresh))["refresh"];
        app.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal((401, Blacklisted), await StatusAndBody(app.Refresh(user.Refresh)));
        Assert.Equal((401, Blacklisted), await StatusAndBody(app.Refresh(successor)));
        Assert.Equal(400, (await app.Verify(successor)).Status);
    }

    [Fact]
    public async Task A_token_two_generations_old_is_reuse_even_within_the_grace_period()
    {
        var user = await app.Register();
        var second = (await app.Refresh(user.Refresh))["refresh"];
        var third = (await app.Refresh(second))["refresh"];
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        Assert.Equal(401, (await app.Refresh(third)).Status);
    }

    [Fact]
    public async Task A_deactivated_user_cannot_refresh_until_active_again()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { is_active = false });
        Assert.Equal((401, """{"detail":"No active account found for the given token."}"""), await StatusAndBody(app.Refresh(user.Refresh)));
        await app.Change(user.Name, new { is_active = true });
        Assert.Equal(200, (await app.Refresh(user.Refresh)).Status);
    }

    [Fact]
    public async Task A_deleted_user_cannot_refresh()
    {
        var user = await app.Register();
        await app.Delete(user.Name);
        Assert.Equal((401, """{"detail":"No active account found for the given token."}"""), await StatusAndBody(app.Refresh(user.Refresh)));
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_and_spares_the_opaque_token()
    {
        var user = await app.Register();
        await app.Change(user.Name, new { password = "another long password" });
        Assert.Equal((401, Blacklisted), await StatusAndBody(app.Refresh(user.Refresh)));
        Assert.Equal(user.Opaque, (await app.ObtainOpaqueToken(user.Name, "another long password"))["token"]);
        Assert.Equal(401, (await app.SignIn(user.Name, user.Password)).Status);
    }

    [Fact]
    public async Task Blacklisting_works_once_and_ends_the_session()
    {
        var user = await app.Register();
        Assert.Equal(
            """
            200
            Allow: POST, OPTIONS
            Cache-Control: no-store
            Content-Type: application/json
            Vary: Accept

            {}

            """,
            (await app.Blacklist(user.Refresh)).ToString());
        Assert.Equal((401, Blacklisted), await StatusAndBody(app.Blacklist(user.Refresh)));
        Assert.Equal((401, Blacklisted), await StatusAndBody(app.Refresh(user.Refresh)));
    }

    [Fact]
    public async Task Blacklisting_a_token_just_spent_ends_its_successor()
    {
        var user = await app.Register();
        var successor = (await app.Refresh(user.Refresh))["refresh"];
        Assert.Equal(200, (await app.Blacklist(user.Refresh)).Status);
        Assert.Equal(401, (await app.Refresh(successor)).Status);
    }

    [Fact]
    public async Task Verify_takes_every_type_of_live_token()
    {
        var user = await app.Register();
        foreach (var token in new[] { user.Access, user.Refresh })
        {
            Assert.Equal(
                """
                200
                Allow: POST, OPTIONS
                Cache-Control: no-store
                Content-Type: application/json
                Vary: Accept

                {}

                """,
                (await app.Verify(token)).ToString());
        }
    }

    private static async Task<(int, string)> StatusAndBody(Task<Answer> pending) => await pending is var answer ? (answer.Status, answer.Body) : default;
}
