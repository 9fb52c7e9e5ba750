using System.CommandLine;
using System.Globalization;
using TokenGrains.Bench.Contest;
using TokenGrains.Bench.Edge;
using TokenGrains.Bench.Growth;
using TokenGrains.Bench.Revocations;
using TokenGrains.Bench.Saturation;
using TokenGrains.Bench.Sessions;
using TokenGrains.Bench.Sizes;
using TokenGrains.Bench.Stores;
using TokenGrains.Bench.Suite;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var root = new RootCommand(
    "Measures TokenGrains: without a subcommand all that the report tells, in about 40 minutes on two cores. Everything is started and stopped by it, and listens on loopback only. Compare ratios of one run; absolute figures belong to the machine.")
{
    CompareBench.Command,
    EdgeBench.Command,
    RevocationBench.Command,
    SessionsBench.Command,
    GrowthBench.Command,
    SaturationBench.Command,
    SizesBench.Command,
    StorageBench.Command,
    JanitorBench.Command,
};
SuiteBench.AddTo(root);
return await root.Parse(args).InvokeAsync();
