using Microsoft.Extensions.DependencyInjection;
using TokenGrains.ApiHost.Revocations;
using TokenGrains.Revocations;

namespace TokenGrains.ApiHost.Tests;

/// <summary>What a test must wait for: the host learns of revocations by itself, a moment later.</summary>
internal static class TokenAppRevocations
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static RevocationFollower Follower(this TokenApp app) => app.Services.GetRequiredService<RevocationFollower>();

    /// <summary>Completes when the host knows all that the feed holds now.</summary>
    public static async Task CatchUp(this TokenApp app)
    {
        var follower = app.Follower();
        for (var shard = 0; shard < RevocationShards.Count; shard++)
        {
            var end = await FindEnd(after => app.Grains.RevocationFeed(shard).Read(after, TimeSpan.Zero));
            while (true)
            {
                var news = follower.NextNews;
                if (await FindEnd(after => Task.FromResult(follower.Read(shard, after))) >= end)
                    break;
                await news.WaitAsync(Limit);
            }
        }
    }

    private static async Task<long> FindEnd(Func<long, Task<RevocationPage>> read)
    {
        var page = await read(0);
        while (page.HasMore)
            page = await read(page.Next);
        return page.Next;
    }

    /// <summary>The view behind an access token that looks at no account.</summary>
    public static Task<Answer> HelloStateless(this TokenApp app, string access) => app.Get("/hello-jwt-stateless/", $"Authorization: Bearer {access}");
}
