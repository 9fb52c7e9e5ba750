using System.Runtime.InteropServices;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>The signals that .NET cannot send, as Linux numbers them.</summary>
internal enum Signal
{
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static partial class Signals
{
    public static void Send(this Signal signal, int processId)
    {
        if (Kill(processId, (int)signal) != 0)
            throw new InvalidOperationException($"{signal} could not be sent: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
