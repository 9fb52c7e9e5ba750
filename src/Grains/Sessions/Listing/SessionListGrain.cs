using System.Collections.Immutable;
using TokenGrains.Grains.Users;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Sessions.Listing;

/// <remarks>
/// A chain through the sessions themselves: a sign-in writes one small row beside that of its session, however many the user has, and
/// nothing has to be cleaned up. The rows of ended sessions go when none of their tokens can live any more, the oldest first; the chain ends there.
/// </remarks>
[GrainType("session-list")]
internal sealed partial class SessionListGrain : Grain, ISessionListGrain, ISessionListStartGrain
{
    private readonly Durable<SessionListState> _list;
    private readonly UserId _user;
    private readonly int _maximum;
    private readonly MaximumRule _whenReached;

    public SessionListGrain(
        [PersistentState("session-list")] IPersistentState<SessionListState> storage, IGrainContext context, IOptions<SessionOptions> options)
    {
        _list = new Durable<SessionListState>(storage, context);
        _user = UserId.TryParse(this.GetPrimaryKeyString().AsSpan(GrainFactoryExtensions.SessionListPrefix.Length), out var user)
            ? user
            : throw new ArgumentException("The key of a session list must come from GrainFactoryExtensions.");
        (_maximum, _whenReached) = (options.Value.MaximumPerUser, options.Value.WhenMaximumReached);
    }

    public Task<TokenPair?> Start(SessionStart start) => _maximum == 0 ? Begin(start, others: null) : BeginWithinMaximum(start);

    public async Task<ImmutableArray<SessionDescription>> List(SessionId? before) =>
        await List(before, await GrainFactory.UserAccount(_user).GetStanding());

    private async Task<ImmutableArray<SessionDescription>> List(SessionId? before, UserStanding? standing)
    {
        var next = before is { } last ? (await Describe(last))?.Previous : _list.Current?.Latest;
        var page = ImmutableArray.CreateBuilder<SessionDescription>();
        while (next is { } session && page.Count < ISessionListGrain.LargestPage && await Describe(session) is { } description)
        {
            page.Add(description);
            next = description.Previous;
        }

        return page.ToImmutable();

        Task<SessionDescription?> Describe(SessionId session) => GrainFactory.SessionOwner(session).Describe(_user, standing);
    }

    private async Task<TokenPair?> Begin(SessionStart start, ImmutableArray<SessionId>? others)
    {
        // The session first: a list that names one that never came to be would hide all the others. One that is on no list has given out nothing.
        var session = SessionId.Create();
        var tokens = await GrainFactory.SessionStart(session).Start(start with { Previous = _list.Current?.Latest });
        await _list.Write(new SessionListState { Latest = session, Counted = others?.Add(session) });
        return tokens;
    }
}
