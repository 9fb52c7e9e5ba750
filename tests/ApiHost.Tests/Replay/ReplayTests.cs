using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;

namespace TokenGrains.ApiHost.Tests.Replay;

/// <summary>
/// The recorded answers of Django against the real host on a real port, once per variant: what differs is what
/// <c>docs/django.md</c> says differs, and nothing else.
/// </summary>
public abstract class ReplayTests(string impl, string profile)
{
    private const int MostLateAnswers = 3;
    private const string Secret = "peer-secret-key-for-differential-tests-0123456789abcdef";

    protected async Task Replay(string variant)
    {
        Assert.True(Recordings.Folder is not null && Recordings.Python is not null, "shared/wire or python3 is missing.");
        var report = await Ask(variant);
        var (differences, text) = (report.Differences.Except(report.OnlyTheClock).ToList(), report.Text);

        // The replayer reads its clock after the answer and allows 0.2 s for it. What took longer on a busy machine is asked again, alone and of a new host.
        foreach (var late in report.OnlyTheClock)
        {
            string[] alone = ["--only", $"^{Regex.Escape(late.Split('/')[^1])}$"];
            var again = await Ask(variant, alone);
            for (var attempt = 1; again.OnlyTheClock.Any() && attempt < MostLateAnswers; attempt++)
                again = await Ask(variant, alone);
            differences.AddRange(again.Differences);
            text += $"Again: {late}\n{again.Text}";
        }

        Assert.True(
            differences.Order(StringComparer.Ordinal).SequenceEqual(Recordings.DocumentedDifferences(impl, variant)),
            $"Documented: {string.Join(", ", Recordings.DocumentedDifferences(impl, variant))}\n{text}");
    }

    private async Task<ReplayReport> Ask(string variant, params string[] which)
    {
        await using var app = new TokenApp(folder: null, SettingsOf(variant))
        {
            // The recordings wait for tokens to expire, and python3 has no clock but the real one.
            MoreServices = services => services.AddSingleton(TimeProvider.System),
        };
        app.StartOnLoopback();
        var output = await Run(["--base", $"http://127.0.0.1:{app.ClientOptions.BaseAddress.Port.ToString(CultureInfo.InvariantCulture)}", "--impl", impl, "--variant", variant, .. which]);
        Assert.Contains("MATCH ", output, StringComparison.Ordinal);
        return new ReplayReport(output);
    }

    private string[] SettingsOf(string variant)
    {
        List<string> settings =
        [
            $"SimpleJwt:Profile={profile}", $"SimpleJwt:SIGNING_KEY={Secret}", "SimpleJwt:ALGORITHM=HS256",
            "Admin:Username=admin", "Admin:Password=Adm1n-pass!long", "Passwords:Policy=None", "RateLimits:Enabled=false",
            .. Recordings.SettingsOf(variant),
        ];
        if (variant is "rs256")
        {
            using var key = RSA.Create(2048);
            settings.AddRange([$"SimpleJwt:SIGNING_KEY={key.ExportPkcs8PrivateKeyPem()}", $"SimpleJwt:VERIFYING_KEY={key.ExportSubjectPublicKeyInfoPem()}"]);
        }

        return [.. settings];
    }

    private static async Task<string> Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Recordings.Python!)
        {
            WorkingDirectory = Recordings.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        foreach (var argument in arguments.Prepend("replay.py"))
            start.ArgumentList.Add(argument);

        using var replay = Process.Start(start)!;
        var (output, errors) = (replay.StandardOutput.ReadToEndAsync(), replay.StandardError.ReadToEndAsync());
        await replay.WaitForExitAsync();
        return await output + await errors;
    }
}

/// <summary>DRF 3.18 and SimpleJWT 6.0.</summary>
public class HeadReplayTests() : ReplayTests("head", "6.0")
{
    public static TheoryData<string> Variants => Recordings.VariantsOf("head");

    [ReplayTheory, MemberData(nameof(Variants))]
    public Task The_answers_are_those_of_Django(string variant) => Replay(variant);
}

/// <summary>DRF 3.14 and SimpleJWT 5.2.</summary>
public class SeedReplayTests() : ReplayTests("seed", "5.2")
{
    public static TheoryData<string> Variants => Recordings.VariantsOf("seed");

    [ReplayTheory, MemberData(nameof(Variants))]
    public Task The_answers_are_those_of_Django(string variant) => Replay(variant);
}
