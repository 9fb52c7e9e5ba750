using Microsoft.Extensions.DependencyInjection;
using TokenGrains.Grains.Hosting;

namespace TokenGrains.ApiHost.Tests.Hosting;

public sealed class ShortQueueApp() : TokenApp("Passwords:HashQueueLimit=1");

/// <summary>A full hash queue is answered at once and disturbs nobody else: DESIGN.md section 5 rule 9.</summary>
public class HashQueueTests(ShortQueueApp app) : IClassFixture<ShortQueueApp>
{
    [Fact]
    public async Task While_the_queue_is_full_passwords_get_503_and_tokens_go_on()
    {
        var user = await app.Register();
        var admin = await app.AdminHeader();
        var id = await app.IdOf(user.Name);
        var busy = new BusyHashing(app);
        Task waiting;
        try
        {
            waiting = await busy.FillUp();
            var name = TokenApp.NewName();
            foreach (var answer in new[]
            {
                await app.SignIn(user.Name),
                await app.ObtainOpaqueToken(user.Name),
                await app.SignIn("nobody-has-this-name"),
                await app.Post("/register/", new { username = name, password = TokenAppVerbs.Password }),
            })
            {
                Assert.Equal((503, "1", """{"detail":"The service is busy. Try again."}"""), (answer.Status, answer.Header("Retry-After"), answer.Body));
            }

            foreach (var answer in new[]
            {
                await app.Post(TokenAppAdmin.UsersPath, new { username = name, password = TokenAppVerbs.Password }, admin),
                await app.Send("PATCH", $"{TokenAppAdmin.UsersPath}{id}/", """{"password":"another long password","is_active":false}""", admin, "Content-Type: application/json"),
            })
            {
                Assert.Equal((503, "1"), (answer.Status, answer.Header("Retry-After")));
            }

            Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
            Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
            Assert.Equal(200, (await app.Refresh(user.Refresh)).Status);
            Assert.Equal(200, (await app.Verify(user.Access)).Status);
        }
        finally
        {
            busy.Release();
        }

        await waiting;
        Assert.Equal(200, (await app.SignIn(user.Name)).Status);
    }

    /// <summary>Keeps every hashing thread at work, and the queue full, until it is released.</summary>
    private sealed class BusyHashing(TokenApp app)
    {
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _released.TrySetResult();

        /// <summary>Returns when there is no room; the inner task ends with the work.</summary>
        public async Task<Task> FillUp()
        {
            var work = new List<Task>();
            for (var thread = 0; thread < Environment.ProcessorCount; thread++)
            {
                var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                work.Add(Run(() =>
                {
                    started.SetResult();
                    _released.Task.Wait();
                    return true;
                }));
                await started.Task;
            }

            work.Add(Run(() => true));
            return Task.WhenAll(work);
        }

        // The threads are internal to the grains, and are to stay so.
        private Task<bool> Run(Func<bool> work)
        {
            var type = typeof(SettingsExtensions).Assembly.GetType("TokenGrains.Grains.Users.Passwords.HashingThreads", throwOnError: true)!;
            return (Task<bool>)type.GetMethod("Run")!.MakeGenericMethod(typeof(bool)).Invoke(app.Services.GetRequiredService(type), [work, false])!;
        }
    }
}
