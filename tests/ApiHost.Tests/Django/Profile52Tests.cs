using System.Text.Json;

namespace TokenGrains.ApiHost.Tests.Django;

public sealed class Profile52App() : TokenApp("SimpleJwt:Profile=5.2");

/// <summary>The texts and claim types of SimpleJWT 5.2: wire/DJANGO.md section 1.</summary>
public class Profile52Tests(Profile52App app) : IClassFixture<Profile52App>
{
    [Fact]
    public async Task The_user_is_a_number()
    {
        var user = await app.Register();
        var claim = Jwt.Payload(user.Access).GetProperty("user_id");
        Assert.Equal((JsonValueKind.Number, await app.IdOf(user.Name)), (claim.ValueKind, claim.GetInt64()));
        Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
    }

    [Fact]
    public async Task Expired_and_invalid_tokens_get_one_text()
    {
        const string Text = """{"detail":"Token is invalid or expired","code":"token_not_valid"}""";
        var user = await app.Register();
        app.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(Text, (await app.Refresh(user.Refresh)).Body);
        Assert.Equal(Text, (await app.Refresh("garbage")).Body);
        Assert.Equal(Text, (await app.Verify(user.Access)).Body);
        Assert.Equal(Text, (await app.Blacklist(user.Refresh)).Body);
        Assert.Equal(
            """{"detail":"Given token not valid for any token type","code":"token_not_valid","messages":[{"token_class":"AccessToken","token_type":"access","message":"Token is invalid or expired"}]}""",
            (await app.HelloJwt(user.Access)).Body);
    }

    [Fact]
    public async Task A_token_of_the_wrong_type_gets_the_text_it_always_got()
    {
        var user = await app.Register();
        Assert.Equal("""{"detail":"Token has wrong type","code":"token_not_valid"}""", (await app.Refresh(user.Access)).Body);
    }
}
