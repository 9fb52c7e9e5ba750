using System.Net.Sockets;
using System.Text;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>Bytes over a socket, for requests that no HTTP client would send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends it all and reads until the server closes, which the request must make it do. Bytes are Latin-1 characters.</summary>
    /// <param name="app">The server.</param>
    /// <param name="request">What is sent.</param>
    /// <param name="endsThere">Whether it is told that no more will come; Kestrel then drops what it is working on.</param>
    public static async Task<string> Exchange(this TokenApp app, string request, bool endsThere = false)
    {
        using var timeout = new CancellationTokenSource(Patience);
        using var connection = await app.Connect();
        var stream = connection.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), timeout.Token);
            if (endsThere)
                connection.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, timeout.Token);
        }
        catch (IOException)
        {
            // It has closed before it had read all: what it said until then counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    /// <summary>The status of each answer in what came back.</summary>
    public static IReadOnlyList<int> Statuses(string answer) => answer
        .Split("HTTP/1.1 ")[1..]
        .Select(part => int.Parse(part.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture))
        .ToList();
}
