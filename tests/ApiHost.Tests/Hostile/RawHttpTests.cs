using System.Text;
using TokenGrains.ApiHost.Tests.Django.Views;
using TokenGrains.ApiHost.Tests.Hosting;

namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>Requests that two parsers may read in two ways: RFC 9112 sections 2.2 and 6.3.</summary>
[Collection(WireCollection.Name)]
public class RawHttpTests(WireApp app)
{
    // Kestrel reads "+5" as 5 and knows no setting against it, so the five bytes are a body and what follows is a request.
    private const string KnownOfKestrel = "cl-plus";

    [SharedFact]
    public async Task Each_gets_one_verdict_and_the_smuggled_request_is_never_served()
    {
        var (user, other) = (await app.Register(), await app.Register());
        var broken = new List<string>();
        foreach (var vector in Vectors.Cases("raw_http.json").Where(vector => vector.GetProperty("id").GetString() != KnownOfKestrel))
        {
            foreach (var path in new[] { "/api/token/", "/register/", "/api/admin/users/" })
            {
                var request = Encoding.Latin1.GetString(vector.GetProperty("raw_b64").GetBytesFromBase64())
                    .Replace("{host}", $"127.0.0.1:{app.ClientOptions.BaseAddress.Port}", StringComparison.Ordinal)
                    .Replace("{path}", path, StringComparison.Ordinal)
                    .Replace("{me}", "/hello-jwt/", StringComparison.Ordinal)
                    .Replace("{a}", user.Access, StringComparison.Ordinal)
                    .Replace("{b}", other.Access, StringComparison.Ordinal)
                    .Replace("{other}", other.Access, StringComparison.Ordinal);
                var (before, ended) = (app.Smuggled, app.Ended);
                var answer = await app.Exchange(request + WireApp.End);
                var statuses = RawHttp.Statuses(answer);
                // The one documented answer to HTTP/2's preface is a frame of HTTP/2: GOAWAY, type 7, with HTTP_1_1_REQUIRED, 13.
                if (request.StartsWith("PRI *", StringComparison.Ordinal) && answer.Contains("\x07\0\0\0\0\0\0\0\0\0\0\0\0\r", StringComparison.Ordinal))
                    continue;
                if (statuses.Take(statuses.Count - (app.Ended - ended)).ToList() is not [>= 100 and < 500])
                    broken.Add($"{vector.GetProperty("id")} at {path}: answers {string.Join(' ', RawHttp.Statuses(answer))}");
                if (app.Smuggled != before)
                    broken.Add($"{vector.GetProperty("id")} at {path}: the marker was served");
                if (answer.Contains("evil.example", StringComparison.Ordinal))
                    broken.Add($"{vector.GetProperty("id")} at {path}: names a foreign host");
            }
        }

        Vectors.AssertNone(broken);
    }

    /// <summary>Fails as soon as Kestrel refuses such a length (RFC 9112 section 6.3): then <see cref="KnownOfKestrel"/> can go.</summary>
    [Fact]
    public async Task A_length_with_a_sign_is_as_yet_a_length_to_Kestrel()
    {
        var answer = await app.Exchange($"POST /api/token/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: +5\r\n\r\nhello{WireApp.End}");
        Assert.Equal([400, 404], RawHttp.Statuses(answer));
    }

    [Fact]
    public async Task The_marker_is_seen_when_it_is_served()
    {
        var before = app.Smuggled;
        Assert.Equal([404], RawHttp.Statuses(await app.Exchange($"GET {WireApp.Marker} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")));
        Assert.Equal(before + 1, app.Smuggled);
    }
}
