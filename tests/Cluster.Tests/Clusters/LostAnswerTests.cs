using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Users;
using Xunit.Abstractions;

namespace TokenGrains.Cluster.Tests.Clusters;

/// <summary>The answer to a client's call is lost on its way: what may be run twice is sent again, twice at most.</summary>
public sealed class LostAnswerTests(ITestOutputHelper test)
{
    private const string Password = "a quiet harbour";

    [ClusterFact]
    public async Task What_may_be_run_twice_is_sent_again_twice()
    {
        await using var room = await ClusterRoom.Open(test);
        var cluster = room.Prepare();
        await cluster.StartSilo();
        var loss = new Loss();
        await using var client = await cluster.ConnectToGrains(services => services.AddSingleton<IOutgoingGrainCallFilter>(loss));
        Assert.True(Username.TryParse("lost-answer", out var name));
        var user = client.Grains.Username(name);

        loss.Left = 1;
        var registered = Assert.IsType<RegisterResult.Registered>(await client.Grains.Register(name, Password, getsToken: true));
        Assert.Equal(0, loss.Left);

        loss.Left = 2;
        var signedIn = Assert.IsType<SignInResult.SessionStarted>(await user.SignIn(new SignIn(name, Password, SignInPurpose.Session)));
        Assert.Equal(registered.User.User, signedIn.User);

        (loss.Left, loss.Answer) = (1, new GrainUnavailableException("Another grain did not answer.", new TimeoutException()));
        Assert.Equal(registered.User.User, (await user.Find(name))!.User);
        Assert.Equal(0, loss.Left);

        (loss.Left, loss.Answer) = (3, new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => user.Find(name));
        Assert.Equal(0, loss.Left);

        // A second answer of these may be another one.
        loss.Left = 1;
        await Assert.ThrowsAsync<TimeoutException>(() => user.Rename(registered.User.User, name));
        Assert.Equal(0, loss.Left);
    }

    private sealed class Loss : IOutgoingGrainCallFilter
    {
        public int Left { get; set; }

        public Exception Answer { get; set; } = new TimeoutException("The answer was lost.");

        public async Task Invoke(IOutgoingGrainCallContext context)
        {
            await context.Invoke();
            if (Left > 0 && context.InterfaceMethod.DeclaringType == typeof(IUsernameGrain))
            {
                Left--;
                throw Answer;
            }
        }
    }
}
