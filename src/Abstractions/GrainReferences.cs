namespace TokenGrains;

/// <summary>References to grains, without what Orleans 10.4 spends on each: it reads the attributes of the interface anew, a twentieth of a refresh.</summary>
internal static class GrainReferences
{
    /// <summary>As <see cref="IGrainFactory.GetGrain{TGrainInterface}(string, string)"/>.</summary>
    public static TGrain Refer<TGrain>(this IGrainFactory grains, string key)
        where TGrain : IGrainWithStringKey
    {
        if (Types<TGrain>.Known is { } types)
            return (TGrain)grains.GetGrain(GrainId.Create(types.Grain, key), types.Interface);

        var first = grains.GetGrain<TGrain>(key);
        Types<TGrain>.Learn(first);
        return first;
    }

    /// <summary>Another interface of the same grain, as <see cref="GrainExtensions.AsReference{TGrainInterface}(IAddressable)"/>.</summary>
    public static TGrain Side<TGrain>(this IGrainFactory grains, IAddressable grain)
        where TGrain : IGrainWithStringKey
    {
        if (Types<TGrain>.Known is { } types)
            return (TGrain)grains.GetGrain(grain.GetGrainId(), types.Interface);

        var first = grain.AsReference<TGrain>();
        Types<TGrain>.Learn(first);
        return first;
    }

    /// <summary>Both are written in attributes, so that they are the same in every cluster.</summary>
    private static class Types<TGrain>
        where TGrain : IGrainWithStringKey
    {
        public static Pair? Known { get; private set; }

        public static void Learn(TGrain grain)
        {
            if (grain is GrainReference reference)
                Known = new Pair(reference.GrainId.Type, reference.InterfaceType);
        }
    }

    private sealed record Pair(GrainType Grain, GrainInterfaceType Interface);
}
