using System.Collections.Concurrent;
using System.Text.Json;
using TokenGrains.ApiHost.Tests.Django.Views;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>The Big List of Naughty Strings in every field of text.</summary>
[Collection(HostileCollection.Name)]
public class NaughtyStringTests(TokenApp app)
{
    private static IEnumerable<string> Strings => Vectors.Read(Path.Combine("blns", "blns.json")).EnumerateArray().Select(text => text.GetString()!);

    [SharedFact]
    public async Task A_name_that_registers_can_sign_in_and_no_name_is_a_fault()
    {
        var broken = new ConcurrentQueue<string>();
        var registered = 0;
        var admin = await app.AdminHeader();
        await Parallel.ForEachAsync(Strings.Distinct().Index(), async (indexed, _) =>
        {
            var (index, name) = indexed;
            var answer = await app.Post("/register/", new { username = name, password = TokenAppVerbs.Password });
            var registers = answer.Body.Contains("\"status\":200", StringComparison.Ordinal);

            // A name that nobody has is hashed for all the same; some of them will do.
            var pair = registers || index % 8 == 0 ? await app.SignIn(name) : answer;
            var found = await app.Get($"{TokenAppAdmin.UsersPath}?username={Uri.EscapeDataString(name.Trim())}", admin);
            foreach (var one in new[] { answer, pair, found })
            {
                if (one.Status >= 500)
                    broken.Enqueue($"{name}: {one}");
            }

            if (registers)
            {
                Interlocked.Increment(ref registered);
                var opaque = await app.ObtainOpaqueToken(name);
                if ((pair.Status, opaque.Status) is not (200, 200) || found.Body == "[]")
                    broken.Enqueue($"{name} has registered and cannot sign in: {pair} {opaque} {found}");
            }
        });
        Vectors.AssertNone(broken);
        Assert.InRange(registered, 10, 500);
    }

    [SharedFact]
    public async Task A_password_that_registers_signs_in_and_none_is_a_fault()
    {
        var broken = new ConcurrentQueue<string>();
        var registered = 0;
        await Parallel.ForEachAsync(Strings.Distinct().Index(), async (indexed, _) =>
        {
            var (index, password) = indexed;
            var name = TokenApp.NewName();
            var answer = await app.Post("/register/", new { username = name, password });
            var registers = answer.Body.Contains("\"status\":200", StringComparison.Ordinal);
            var pair = registers && index % 2 == 0 ? await app.SignIn(name, password) : answer;
            foreach (var one in new[] { answer, pair })
            {
                if (one.Status >= 500)
                    broken.Enqueue($"{password}: {one}");
            }

            if (registers)
            {
                Interlocked.Increment(ref registered);
                if (pair.Status is not 200)
                    broken.Enqueue($"{password} was set and does not sign in: {pair}");
            }
        });
        Vectors.AssertNone(broken);
        Assert.InRange(registered, 100, 500);
    }

    [SharedFact]
    public async Task A_naughty_token_is_refused_everywhere()
    {
        var broken = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(Strings.Distinct(), async (text, _) =>
        {
            foreach (var (path, field) in new[] { ("/api/token/refresh/", "refresh"), ("/api/token/verify/", "token"), ("/api/token/blacklist/", "refresh") })
            {
                var answer = await app.Post(path, JsonSerializer.Serialize(new Dictionary<string, string> { [field] = text }));
                if (answer.Status is not (400 or 401))
                    broken.Enqueue($"{text} at {path}: {answer}");
            }
        });
        Vectors.AssertNone(broken);
    }
}
