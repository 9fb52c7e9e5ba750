using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenGrains.ApiHost.Tests.Hosting;

public class HealthTests
{
    [Fact]
    public async Task A_host_is_ready_until_it_stops_and_lives_on_until_it_is_gone()
    {
        var lastWork = new LastWork();
        await using var app = new TokenApp { MoreServices = services => services.AddSingleton<IHostedService>(lastWork) };
        foreach (var path in new[] { "/health/live", "/health/ready" })
            Assert.Equal((200, "Healthy"), await app.Get(path) is var answer ? (answer.Status, answer.Body) : default);

        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal((503, "Unhealthy"), await app.Get("/health/ready") is var stopping ? (stopping.Status, stopping.Body) : default);
        Assert.Equal(200, (await app.Get("/health/live")).Status);
        lastWork.End();
    }

    /// <summary>Keeps the host from going on to stop, as long as it is asked about.</summary>
    private sealed class LastWork : IHostedLifecycleService
    {
        private readonly TaskCompletionSource _ended = new();

        public void End() => _ended.SetResult();

        public Task StoppingAsync(CancellationToken cancellationToken) => _ended.Task;

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
