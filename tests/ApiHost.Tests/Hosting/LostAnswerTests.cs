using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Sessions;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>The answer of a session is lost on its way: what the host asks again, because only it knows that it may.</summary>
public sealed class LostAnswerTests : IAsyncDisposable
{
    private readonly Loss _loss = new();
    private readonly TokenApp _app;

    public LostAnswerTests() => _app = new TokenApp([]) { MoreServices = services => services.AddSingleton<IOutgoingGrainCallFilter>(_loss) };

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 200)]
    [InlineData(2, 200)]
    [InlineData(3, 503)]
    public async Task A_refresh_is_asked_again_twice(int lost, int expected)
    {
        var refresh = await SignIn();
        _loss.Left = lost;

        Assert.Equal(expected, (await _app.Refresh(refresh)).Status);
        Assert.Equal(0, _loss.Left);
        Assert.Equal(200, (await _app.Refresh(refresh)).Status);
    }

    [Theory]
    [InlineData(0, 200)]
    [InlineData(1, 200)]
    [InlineData(2, 503)]
    public async Task A_sign_out_is_asked_again_once(int lost, int expected)
    {
        var refresh = await SignIn();
        _loss.Left = lost;

        Assert.Equal(expected, (await _app.Blacklist(refresh)).Status);
        Assert.Equal(0, _loss.Left);
        Assert.Equal(401, (await _app.Blacklist(refresh)).Status);
        Assert.Equal(401, (await _app.Refresh(refresh)).Status);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<string> SignIn() => (await _app.SignIn((await _app.Register()).Name))["refresh"];

    private sealed class Loss : IOutgoingGrainCallFilter
    {
        public int Left { get; set; }

        public Task Invoke(IOutgoingGrainCallContext context) =>
            Left > 0 && context.SourceContext is null && context.InterfaceMethod.DeclaringType == typeof(ISessionGrain) ? Lose(context) : context.Invoke();

        private async Task Lose(IOutgoingGrainCallContext context)
        {
            Left--;
            await context.Invoke();
            throw new TimeoutException("The answer was lost.");
        }
    }
}
