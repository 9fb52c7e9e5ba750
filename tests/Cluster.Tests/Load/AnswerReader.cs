using System.Net;
using System.Text.Json;
using TokenGrains.Cluster.Tests.Histories;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>Judges the answers of the Django and admin faces.</summary>
internal static class AnswerReader
{
    public static (Verdict Verdict, IssuedTokens Issued) Read(Deed deed, HttpStatusCode status, string body) => (int)status switch
    {
        200 when deed is Deed.Register or Deed.SignIn or Deed.ObtainOpaque or Deed.Refresh => ReadTokens(deed, body),
        >= 200 and < 300 => (Verdict.Ok, IssuedTokens.None),
        // 429 aside, which says nothing about the thing itself; there are no rate limits yet.
        >= 400 and < 500 => (Verdict.Refused, IssuedTokens.None),
        _ => (Verdict.Unknown, IssuedTokens.None),
    };

    /// <summary>The id of the one user of an answer.</summary>
    /// <exception cref="HttpRequestException">There is no such user.</exception>
    public static long ReadUserId(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetArrayLength() == 1
            ? json.RootElement[0].GetProperty("id").GetInt64()
            : throw new HttpRequestException("The user was not found.");
    }

    private static (Verdict, IssuedTokens) ReadTokens(Deed deed, string body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        // Registration says 200 and puts its status into the body.
        if (deed is Deed.Register && root.GetProperty("status").GetInt32() != 200)
            return (Verdict.Refused, IssuedTokens.None);
        return (Verdict.Ok, new IssuedTokens(Text("refresh"), Text("access"), Text(deed is Deed.Register ? "token_obj" : "token")));

        string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
    }
}
