using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Users;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>The answer to a call is lost on its way: what was asked is asked again where that harms nobody.</summary>
public sealed class LostAnswerTests : IAsyncDisposable
{
    private readonly Loss _loss = new();
    private readonly TokenApp _app;

    public LostAnswerTests() => _app = new TokenApp([]) { MoreServices = services => services.AddSingleton<IOutgoingGrainCallFilter>(_loss) };

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 200)]
    [InlineData(2, 503)]
    public async Task A_sign_in_is_asked_again_once(int lost, int expected)
    {
        var user = await _app.Register();
        _loss.Left = lost;

        Assert.Equal(expected, (await _app.SignIn(user.Name)).Status);
        Assert.Equal(0, _loss.Left);
        Assert.Equal(200, (await _app.SignIn(user.Name)).Status);
    }

    [Fact]
    public async Task A_registration_is_not_because_its_second_answer_would_be_another()
    {
        // The first request starts the host, which makes its first staff user.
        await _app.Register();
        _loss.Left = 1;
        Assert.Equal(503, (await _app.Post("/register/", new { username = "lost-answer", password = "a quiet harbour" })).Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Loss : IOutgoingGrainCallFilter
    {
        public int Left { get; set; }

        public Task Invoke(IOutgoingGrainCallContext context) =>
            Left > 0 && context.SourceContext is null && context.InterfaceMethod.DeclaringType == typeof(IUsernameGrain) ? Lose(context) : context.Invoke();

        private async Task Lose(IOutgoingGrainCallContext context)
        {
            Left--;
            await context.Invoke();
            throw new TimeoutException("The answer was lost.");
        }
    }
}
