using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TokenGrains.ApiHost.Tests.Hosting;

/// <summary>No secret ever reaches a log, at whatever level: DESIGN.md section 9.</summary>
public class SecretTests
{
    [Theory]
    [InlineData("Passwords:Policy=Standard")]
    [InlineData($"SimpleJwt:SIGNING_KEY={Django.SharedSecretApp.Secret}")]
    public async Task Nothing_that_is_logged_holds_a_password_a_token_or_a_key(string setting)
    {
        using var log = new EverythingLogged();
        await using var app = new TokenApp(folder: null, setting) { Log = log };
        app.StartOnLoopback();
        var secrets = await UseAll(app);
        Assert.True(log.Lines.Count > 100, $"Only {log.Lines.Count} lines were logged: nothing was shown.");
        var leaks = FindLeaks(log, secrets);
        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Take(20).Select(leak => leak[..Math.Min(leak.Length, 600)])));

        // The search finds what is there.
        var planted = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("planted");
        var (token, password, changed) = (secrets["opaque token"], secrets["password"], secrets["new password"]);
        planted.Log(LogLevel.Trace, default, token, exception: null, static (state, _) => $"A token came by: {state}");
        var failure = new InvalidOperationException(password);
        planted.LogError(failure, "It failed.");
        using (planted.BeginScope(changed))
            planted.LogDebug("in a scope");
        Assert.Equal(["new password", "opaque token", "password"], FindLeaks(log, secrets).Select(leak => leak.Split(" in ")[0]).Distinct().Order());
    }

    private static async Task<Dictionary<string, string>> UseAll(TokenApp app)
    {
        const string password = "a password to look for", wrong = "a wrong one to look for", changed = "a changed one to look for";
        var user = await app.Register(password: password);
        var signedIn = await app.SignIn(user.Name, password);
        Assert.Equal(user.Opaque, (await app.ObtainOpaqueToken(user.Name, password))["token"]);
        var refreshed = await app.Refresh(signedIn["refresh"]);
        var repeated = await app.Refresh(signedIn["refresh"]);
        Assert.Equal(200, repeated.Status);
        Assert.Equal(401, (await app.SignIn(user.Name, wrong)).Status);
        Assert.Equal(401, (await app.SignIn("nobody-has-this-name", wrong)).Status);
        Assert.Equal(200, (await app.Hello(user.Opaque)).Status);
        Assert.Equal(200, (await app.HelloJwt(user.Access)).Status);
        var forged = user.Opaque[..^2] + "AA";
        var forgedJwt = user.Refresh[..^2] + "AA";
        Assert.Equal(401, (await app.Hello(forged)).Status);
        Assert.Equal(401, (await app.HelloJwt(forgedJwt)).Status);
        Assert.Equal(401, (await app.Refresh(forgedJwt)).Status);
        Assert.Equal(200, (await app.Verify(refreshed["refresh"])).Status);
        Assert.Equal(200, (await app.Blacklist(refreshed["refresh"])).Status);
        await app.Change(user.Name, new { password = changed });
        await app.Post(TokenAppAdmin.UsersPath, """{"username":"x","password":5}""", await app.AdminHeader());
        Assert.Equal(401, (await app.Refresh(user.Refresh)).Status);
        var admin = (await app.ObtainOpaqueToken(TokenApp.AdminName, TokenApp.AdminPassword))["token"];

        var keys = await ServerKeys.Of(app);
        return new()
        {
            ["password"] = password,
            ["wrong password"] = wrong,
            ["new password"] = changed,
            ["password of the admin"] = TokenApp.AdminPassword,
            ["hash of a password"] = "$argon2id$",
            ["opaque token"] = user.Opaque,
            ["opaque token of the admin"] = admin,
            ["forged opaque token"] = forged,
            ["access token"] = user.Access,
            ["refresh token"] = user.Refresh,
            ["refresh token of a sign-in"] = signedIn["refresh"],
            ["access token of a sign-in"] = signedIn["access"],
            ["next refresh token"] = refreshed["refresh"],
            ["forged refresh token"] = forgedJwt,
            ["signature of a refresh token"] = refreshed["refresh"].Split('.')[2],
            ["SIGNING_KEY"] = Django.SharedSecretApp.Secret,
            ["master key"] = await File.ReadAllTextAsync(app.MasterKeyFile),
            ["opaque key in base64"] = Convert.ToBase64String(keys.Opaque.Secret.AsSpan()),
            ["opaque key in base64url"] = Base64Url.EncodeToString(keys.Opaque.Secret.AsSpan()),
            ["opaque key in hexadecimal"] = Convert.ToHexString(keys.Opaque.Secret.AsSpan()),
        };
    }

    private static List<string> FindLeaks(EverythingLogged log, Dictionary<string, string> secrets) =>
        (from line in log.Lines from secret in secrets where line.Contains(secret.Value, StringComparison.OrdinalIgnoreCase) select $"{secret.Key} in {line}").ToList();

    private sealed class EverythingLogged : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Logger(categoryName, Lines);

        public void Dispose()
        {
        }

        private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                Write("scope", state, null, state.ToString());
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                Write(logLevel.ToString(), state, exception, formatter(state, exception));

            private void Write<TState>(string level, TState state, Exception? exception, string? message)
            {
                var line = new StringBuilder($"{level} {category}: {message} {exception}");
                if (state is IEnumerable<KeyValuePair<string, object?>> members)
                {
                    foreach (var (name, value) in members)
                        line.Append(System.Globalization.CultureInfo.InvariantCulture, $" [{name}={value}]");
                }

                lines.Enqueue(line.ToString());
            }
        }
    }
}
