namespace TokenGrains.ApiHost.Tests.Django;

/// <summary>The header <c>Idempotency-Key</c> of a refresh: DESIGN.md section 6.</summary>
[Collection(DjangoCollection.Name)]
public class IdempotentRefreshTests(TokenApp app)
{
    private const string Malformed = """{"detail":"Idempotency-Key must be given once, with 1 to 255 printable ASCII characters."}""";
    private const string Key = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";
    private static readonly TimeSpan AfterTheGrace = TimeSpan.FromSeconds(61);

    [Fact]
    public async Task The_same_key_and_the_same_token_get_the_same_answer_after_the_grace_period()
    {
        var user = await app.Register();
        var first = await Refresh(user.Refresh, Key);
        app.Time.Advance(AfterTheGrace);
        Assert.Equal((200, first.Body), await StatusAndBody(Refresh(user.Refresh, Key)));
        Assert.Equal(200, (await Refresh(first["refresh"])).Status);
    }

    [Fact]
    public async Task Hours_later_the_refresh_token_is_the_same_and_the_access_token_one_that_lives()
    {
        var user = await app.Register();
        var first = await Refresh(user.Refresh, Key);
        app.Time.Advance(TimeSpan.FromHours(23));
        var again = await Refresh(user.Refresh, Key);
        Assert.Equal(first["refresh"], again["refresh"]);
        Assert.Equal(401, (await app.HelloJwt(first["access"])).Status);
        Assert.Equal(200, (await app.HelloJwt(again["access"])).Status);
    }

    [Theory]
    [InlineData("Idempotency-Key: another")]
    [InlineData(null)]
    public async Task Another_key_or_none_is_reuse_after_the_grace_period(string? header)
    {
        var user = await app.Register();
        var successor = (await Refresh(user.Refresh, Key))["refresh"];
        app.Time.Advance(AfterTheGrace);
        Assert.Equal(401, (await Refresh(user.Refresh, header is null ? [] : [header])).Status);
        Assert.Equal(401, (await Refresh(successor, Key)).Status);
    }

    [Theory]
    [InlineData("Idempotency-Key: t\u00e9l\u00e9phone")]
    [InlineData("Idempotency-Key: tab\tinside")]
    [InlineData("Idempotency-Key: one", "Idempotency-Key: two")]
    [InlineData("Idempotency-Key: one", "Idempotency-Key: one")]
    public async Task A_malformed_key_is_refused_and_spends_nothing(params string[] headers)
    {
        var user = await app.Register();
        Assert.Equal((400, Malformed), await StatusAndBody(Refresh(user.Refresh, headers)));
        await AssertUnspent(user.Refresh);
    }

    [Fact]
    public async Task A_key_of_256_characters_is_refused_and_one_of_255_taken()
    {
        var user = await app.Register();
        Assert.Equal((400, Malformed), await StatusAndBody(Refresh(user.Refresh, $"Idempotency-Key: {new string('k', 256)}")));
        await AssertUnspent(user.Refresh);
        Assert.Equal(200, (await Refresh(user.Refresh, $"Idempotency-Key: {new string('k', 255)}")).Status);
    }

    [Fact]
    public async Task Sixty_four_refreshes_with_64_keys_get_one_answer()
    {
        var user = await app.Register();
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Refresh(user.Refresh, $"Idempotency-Key: {number}")));
        Assert.All(answers, answer => Assert.Equal((200, answers[0].Body), (answer.Status, answer.Body)));
    }

    private Task<Answer> Refresh(string refresh, params string[] headers) => app.Post("/api/token/refresh/", new { refresh }, headers);

    // Had it been spent, its coming back after the grace period would end the session.
    private async Task AssertUnspent(string refresh)
    {
        app.Time.Advance(AfterTheGrace);
        Assert.Equal(200, (await app.Verify(refresh)).Status);
    }

    private static async Task<(int, string)> StatusAndBody(Task<Answer> pending) => await pending is var answer ? (answer.Status, answer.Body) : default;
}
