using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TokenGrains.Bench.Contest;

/// <summary>Answers every request with the same bytes, and does nothing else: what is left to be measured is the load generator.</summary>
internal sealed class Responder : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;

    public Responder(string json)
    {
        _answer = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}");
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(128);
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");
        Start(Accept);
    }

    public Uri Address { get; }

    public void Dispose() => _listener.Dispose();

    private static void Start(Action act) => new Thread(() =>
    {
        try
        {
            act();
        }
        catch (SocketException)
        {
            // Whoever was on the other side has ended, or the listener has.
        }
    })
    { IsBackground = true }.Start();

    private void Accept()
    {
        while (true)
        {
            var connection = _listener.Accept();
            Start(() => Answer(connection));
        }
    }

    // The generator sends a request in one piece and the next one after the answer: each read is one request.
    private void Answer(Socket connection)
    {
        using (connection)
        {
            connection.NoDelay = true;
            var buffer = new byte[16 * 1024];
            while (connection.Receive(buffer) > 0)
                connection.Send(_answer);
        }
    }
}
