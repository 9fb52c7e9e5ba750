using System.Reflection;
using TokenGrains.Users;

namespace TokenGrains.Grains.Clustering;

/// <summary>Repeats calls of ours whose silo stops or was lost, as far as nobody can tell the difference.</summary>
/// <remarks>
/// A rejected call was not run, so that repeating it is safe whatever it does. A call whose silo was lost
/// (<see cref="SiloUnavailableException"/>) may have been: only a <see cref="RepeatableAttribute"/> one is sent again, once, by a client twice. One that timed
/// out in a silo may be running still, in this very process and with these very arguments: it is never sent again. From a client it was sent
/// as a copy, and counts as lost; as does one that a grain gave up because another did not answer it.
/// What a grain does not get answered leaves it as <see cref="GrainUnavailableException"/>. Under their own names these exceptions would
/// tell the caller that its call was not run.
/// </remarks>
internal sealed class CallRepeater(TimeProvider time, bool isClient) : IOutgoingGrainCallFilter
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 10, 50, 200, 500 }.Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds))];

    // The gateway of a silo that stops can cost a client one answer, and the move of the grain the next.
    private readonly int _mostLosses = isClient ? 2 : 1;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var losses = 0;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await context.Invoke();
                return;
            }
            // Orleans' own calls have rules of their own.
            catch (Exception exception) when (MayConcern(exception) && IsOurs(context.InterfaceMethod))
            {
                var wasLost = exception is SiloUnavailableException or TimeoutException or GrainUnavailableException;
                var mayRepeat = !wasLost
                    || (++losses <= _mostLosses && (isClient || exception is not TimeoutException) && context.InterfaceMethod.IsDefined(typeof(RepeatableAttribute)));
                if (attempt == Pauses.Length || !mayRepeat)
                {
                    if (context.SourceContext is null)
                        throw;
                    throw new GrainUnavailableException("A grain that another one needed did not answer.", exception);
                }
            }

            await Task.Delay(Pauses[attempt], time);
        }
    }

    // A grain passes on what it was told of another one; who asked first may try again.
    private bool MayConcern(Exception exception) =>
        exception is OrleansMessageRejectionException or TimeoutException || (isClient && exception is GrainUnavailableException);

    private static bool IsOurs(MethodInfo method) => method.Module == typeof(IUserGrain).Module || method.Module == typeof(CallRepeater).Module;
}
