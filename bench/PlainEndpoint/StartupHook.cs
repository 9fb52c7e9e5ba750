/// <summary>What the runtime looks for in a startup hook. That it loads this assembly is all that is needed of it.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
    }
}
