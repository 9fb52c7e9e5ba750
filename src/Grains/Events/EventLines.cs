using System.Text.Json;
using System.Threading.Channels;
using TokenGrains.Storage.Events;

namespace TokenGrains.Grains.Events;

/// <summary>Events as lines of JSON, if <see cref="EventOptions.ToStandardOutput"/> asks for them.</summary>
/// <remarks>
/// Written by a task of its own: a pipe whose reader sleeps blocks who writes to it, and must not block a grain. Lines that find
/// the queue full are dropped; storage has the events. The serializer escapes control characters, so no value can end a line.
/// </remarks>
internal sealed class EventLines : IAsyncDisposable
{
    private const int MostPending = 10_000;
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(1);

    private readonly Stream? _output;
    private readonly Channel<EventRecord> _pending = Channel.CreateBounded<EventRecord>(
        new BoundedChannelOptions(MostPending) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Task _work;

    /// <param name="output">Where to write; null for nowhere.</param>
    public EventLines(Stream? output)
    {
        _output = output;
        _work = output is null ? Task.CompletedTask : Task.Run(() => WriteUntilClosed(output));
    }

    public void Write(EventRecord record)
    {
        if (_output is not null)
            _pending.Writer.TryWrite(record);
    }

    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _work.WaitAsync(LongestFlush).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>One event as one line, with its line feed.</summary>
    internal static byte[] Format(EventRecord record)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("at", record.At);
            json.WriteString("event", record.Kind);
            if (record.User is { } user)
                json.WriteNumber("user", user);
            if (record.Session is { } session)
                json.WriteString("session", session);
            if (record.Cause is { } cause)
                json.WriteString("cause", cause);
            if (record.Actor is { } actor)
                json.WriteNumber("actor", actor);
            if (record.Address is { } address)
                json.WriteString("address", address);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }

    private async Task WriteUntilClosed(Stream output)
    {
        // One write a line, so that lines of the console's logger come between lines and not into them.
        await foreach (var record in _pending.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await output.WriteAsync(Format(record)).ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
        }
    }
}
