using System.Collections.Concurrent;
using TokenGrains.ApiHost.Tests.Django.Views;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>The files of JSONTestSuite at every endpoint that takes JSON.</summary>
[Collection(HostileCollection.Name)]
public class HostileJsonTests(TokenApp app)
{
    private static readonly string[] Views =
        ["/register/", "/api-token-auth/", "/api/token/", "/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/"];

    [SharedFact]
    public async Task What_is_not_JSON_is_refused_with_400_and_nothing_is_a_fault()
    {
        var admin = await app.AdminHeader();
        var id = await app.IdOf(TokenApp.AdminName);
        var broken = new ConcurrentQueue<string>();
        var files = Directory.GetFiles(SharedFactAttribute.PathOf("JSONTestSuite"), "*.json", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        await Parallel.ForEachAsync(files, async (file, cancellation) =>
        {
            var bytes = await File.ReadAllBytesAsync(file, cancellation);
            var mustFail = Path.GetFileName(file).StartsWith("n_", StringComparison.Ordinal);
            foreach (var path in Views)
                Judge(path, await app.Send("POST", path, bytes, "Content-Type: application/json"), isRegister: path == Views[0]);
            Judge("POST admin", await app.Send("POST", TokenAppAdmin.UsersPath, bytes, "Content-Type: application/json", admin));
            Judge("PATCH admin", await app.Send("PATCH", $"{TokenAppAdmin.UsersPath}{id}/", bytes, "Content-Type: application/json", admin));

            void Judge(string place, Answer answer, bool isRegister = false)
            {
                // An empty file is an empty body, which Django takes for {}: the how-to's view then says 200 and puts 403 into it.
                var refused = answer.Status is 400 || (isRegister && bytes.Length == 0 && answer.Body.Contains("\"status\":403", StringComparison.Ordinal));
                if (answer.Status >= 500 || (mustFail && !refused))
                    broken.Enqueue($"{Path.GetFileName(file)} at {place}: {answer}");
            }
        });
        Vectors.AssertNone(broken);
    }
}
