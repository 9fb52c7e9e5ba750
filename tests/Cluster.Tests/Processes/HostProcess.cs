using System.Diagnostics;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>One running program. It ends with the test at the latest, and its output is part of a failed test's.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly HostOutput _output = new();
    private readonly ITestOutputHelper _test;
    private readonly Task _exited;
    private Uri? _address;

    private HostProcess(ProcessStartInfo start, ITestOutputHelper test)
    {
        _test = test;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _output.Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        // Ends when the process has, and all of its output was read.
        _exited = _process.WaitForExitAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _address ?? throw new InvalidOperationException("The host is not known to listen.");

    /// <summary>What it has written so far.</summary>
    public string Output => _output.ToString();

    public int Id => _process.Id;

    /// <summary>Starts a host in <paramref name="folder"/> and returns at once.</summary>
    public static HostProcess Launch(HostFolder folder, ITestOutputHelper test, params IEnumerable<string> arguments) =>
        Launch(BuiltProgram.ApiHost, folder, test, arguments);

    /// <summary>Starts the program in <paramref name="folder"/> and returns at once.</summary>
    public static HostProcess Launch(BuiltProgram program, HostFolder folder, ITestOutputHelper test, params IEnumerable<string> arguments) =>
        new(program.Start(folder.Path, arguments), test);

    /// <summary>Starts a host in <paramref name="folder"/> and returns when it takes requests.</summary>
    public static Task<HostProcess> Start(HostFolder folder, ITestOutputHelper test, params IEnumerable<string> arguments) =>
        Start(BuiltProgram.ApiHost, folder, test, arguments);

    /// <summary>Starts the program in <paramref name="folder"/> and returns when it serves.</summary>
    public static async Task<HostProcess> Start(BuiltProgram program, HostFolder folder, ITestOutputHelper test, params IEnumerable<string> arguments)
    {
        var host = Launch(program, folder, test, arguments);
        try
        {
            var line = await host.UntilWritten(program.Started);
            if (program == BuiltProgram.ApiHost)
                host._address = new Uri(line[(line.IndexOf(program.Started, StringComparison.Ordinal) + program.Started.Length)..]);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first line that contains <paramref name="text"/>.</summary>
    public async Task<string> UntilWritten(string text)
    {
        var found = _output.Find(line => line.Contains(text, StringComparison.Ordinal));
        await Within($"waiting for it to write '{text}'", Task.WhenAny(found, _exited));
        return found.IsCompleted ? await found : throw Failed($"it ended with exit code {_process.ExitCode} and never wrote '{text}'");
    }

    /// <summary>The exit code, once it has ended by itself.</summary>
    public async Task<int> UntilExit()
    {
        await Within("waiting for it to end", _exited);
        return _process.ExitCode;
    }

    /// <summary>SIGKILL: it gets no chance to do anything more. Returns when it is gone.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Within("waiting for it to be gone after SIGKILL", _exited);
    }

    /// <summary>SIGTERM: asks it to stop, and returns at once.</summary>
    public void AskToStop()
    {
        if (!_process.HasExited)
            Signal.Terminate.Send(_process.Id);
    }

    /// <summary>SIGSTOP: it stands still until <see cref="Continue"/>.</summary>
    public void Freeze() => Signal.Stop.Send(_process.Id);

    /// <summary>SIGCONT.</summary>
    public void Continue() => Signal.Continue.Send(_process.Id);

    /// <summary>SIGTERM, and its exit code.</summary>
    public Task<int> Stop()
    {
        AskToStop();
        return UntilExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _exited.WaitAsync(Patience);
        _test.WriteLine($"--- host {_process.Id}, exit code {_process.ExitCode}{Environment.NewLine}{Output}");
        _process.Dispose();
    }

    private async Task Within(string phase, Task task)
    {
        try
        {
            await task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            throw Failed($"gave up {phase} after {Patience}");
        }
    }

    private InvalidOperationException Failed(string what) =>
        new($"Host {_process.Id}: {what}. Its output:{Environment.NewLine}{Output}");
}
