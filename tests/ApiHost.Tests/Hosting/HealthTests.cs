using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TokenGrains.ApiHost.Tests.Hosting;

public class HealthTests
{
    [Fact]
    public async Task A_host_is_ready_until_it_stops_and_lives_on_until_it_is_gone()
    {
        // Time stands still, so the host goes on draining.
        await using var app = new TokenApp("Server:DrainPeriod=00:00:20");
        foreach (var path in new[] { "/health/live", "/health/ready" })
            Assert.Equal((200, "Healthy"), await app.Get(path) is var answer ? (answer.Status, answer.Body) : default);

        app.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal((503, "Unhealthy"), await app.Get("/health/ready") is var stopping ? (stopping.Status, stopping.Body) : default);
        Assert.Equal(200, (await app.Get("/health/live")).Status);
    }
}
