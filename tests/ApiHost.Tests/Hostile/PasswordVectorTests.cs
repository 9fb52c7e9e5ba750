using System.Text.Json;
using TokenGrains.ApiHost.Tests.Django.Views;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>Passwords by length, likeness and commonness, set through the admin face, which takes them as they are.</summary>
[Collection(HostileCollection.Name)]
public class PasswordVectorTests(TokenApp app)
{
    // DESIGN.md section 3: 8 to 256 characters.
    private const int Longest = 256;

    [SharedFact]
    public async Task Each_password_is_taken_or_refused_as_its_vector_says()
    {
        var broken = new List<string>();
        foreach (var vector in Vectors.Cases("password_vectors.json"))
        {
            var (name, expected) = (TokenApp.NewName(), vector.GetProperty("expect").GetString()!);
            var password = Text(vector.GetProperty("register")).Replace("{username}", name, StringComparison.Ordinal);
            var answer = await app.Admin("POST", "", new { username = name, password });
            var verdict = expected switch
            {
                "reject" => answer.Status == 400,
                // 14 characters: the design's policy is 8 (section 3), so both are clean.
                "reject when only factor" or "accept or clean 400" => answer.Status is 201 or 400,
                "accept" or "accept (ASVS 6.2.9)" => answer.Status == 201 && await SignsIn(name, password),
                _ when expected.StartsWith("clean 400/413", StringComparison.Ordinal) => answer.Status is 400 or 413,
                _ when expected.StartsWith("accept unless", StringComparison.Ordinal) => answer.Status is 201 && await SignsIn(name, password),
                _ when expected.StartsWith("login must fail", StringComparison.Ordinal) =>
                    (answer.Status is 400 || (answer.Status is 201 && await SignsIn(name, password))) && !await SignsIn(name, Login(vector, password)),
                _ when expected.StartsWith("reject: common", StringComparison.Ordinal) => answer.Status == 400,
                _ => false,
            };
            if (!verdict)
                broken.Add($"{vector.GetProperty("id")} wants \"{expected}\" and got {answer}");
        }

        Vectors.AssertNone(broken);
    }

    [Fact]
    public async Task The_longest_password_is_compared_whole()
    {
        var (name, password) = (TokenApp.NewName(), string.Concat(Enumerable.Range(0, Longest).Select(at => (char)('a' + (at * 7 % 26)))));
        Assert.Equal(201, (await app.Admin("POST", "", new { username = name, password })).Status);
        Assert.True(await SignsIn(name, password));
        Assert.False(await SignsIn(name, password[..^1] + "!"));
        Assert.False(await SignsIn(name, password + "!"));
        Assert.Equal(400, (await app.Admin("POST", "", new { username = TokenApp.NewName(), password = password + "!" })).Status);
    }

    private async Task<bool> SignsIn(string name, string password)
    {
        var opaque = await app.ObtainOpaqueToken(name, password);
        var pair = await app.SignIn(name, password);
        Assert.Contains(opaque.Status, new[] { 200, 400 });
        Assert.Contains(pair.Status, new[] { 200, 400, 401 });
        return opaque.Status == 200 || pair.Status == 200;
    }

    private static string Login(JsonElement vector, string password)
    {
        var login = vector.GetProperty("login");
        return login.ValueKind is JsonValueKind.String
            ? login.GetString()!
            : password[..login.GetProperty("same_first").GetInt32()].PadRight(password.Length, '#');
    }

    private static string Text(JsonElement register)
    {
        if (register.ValueKind is JsonValueKind.String)
            return register.GetString()!;

        var unit = (register.TryGetProperty("repeat", out var repeat) ? repeat : register.GetProperty("pattern")).GetString()!;
        var length = register.GetProperty("to_length").GetInt32();
        return string.Concat(Enumerable.Repeat(unit, (length / unit.Length) + 1))[..length];
    }
}
