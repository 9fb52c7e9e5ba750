using System.Runtime.Versioning;

// Each test has processes of its own and measures nothing against another: in parallel they would only starve each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// Signals and file modes.
[assembly: UnsupportedOSPlatform("windows")]
