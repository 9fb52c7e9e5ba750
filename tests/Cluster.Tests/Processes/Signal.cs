using System.Runtime.InteropServices;

namespace TokenGrains.Cluster.Tests.Processes;

/// <summary>The one signal that .NET cannot send.</summary>
internal static partial class Signal
{
    private const int Terminate = 15;

    /// <summary>Sends SIGTERM, as an init system does to stop a service.</summary>
    public static void SendTerminate(int processId)
    {
        if (Kill(processId, Terminate) != 0)
            throw new InvalidOperationException($"SIGTERM could not be sent: error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
