using TokenGrains.Users;

namespace TokenGrains.Events;

/// <summary>Who asks, and from where. It travels with a request's calls to every grain that they reach, for the events that those record.</summary>
/// <param name="Actor">The user who asks; null if nobody has been proved to be one.</param>
/// <param name="Address">The IP address; null if it is not known.</param>
/// <remarks>Nothing is decided by it. A refresh and a sign-in do not attach it, as they bring their client along: it would be copied with every call.</remarks>
public sealed record CallOrigin(UserId? Actor, string? Address)
{
    private const string ActorKey = "tokengrains.actor";
    private const string AddressKey = "tokengrains.address";

    /// <summary>That of the call which runs now.</summary>
    public static CallOrigin Current => new(
        RequestContext.Get(ActorKey) is long number && UserId.TryCreate(number, out var actor) ? actor : null,
        RequestContext.Get(AddressKey) as string);

    /// <summary>Makes it that of all calls which follow in the same flow of control.</summary>
    public void Attach()
    {
        if (Actor is { } actor)
            RequestContext.Set(ActorKey, actor.Value);
        if (Address is { } address)
            RequestContext.Set(AddressKey, address);
    }
}
