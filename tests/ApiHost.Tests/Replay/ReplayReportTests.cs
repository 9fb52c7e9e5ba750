namespace TokenGrains.ApiHost.Tests.Replay;

/// <summary>A late answer is told from a wrong one.</summary>
public class ReplayReportTests
{
    [Theory]
    [InlineData("    claim exp '{{now+86399}}', wanted '{{now+86400}}'", true)]
    [InlineData("    claim iat '{{now-1}}', wanted '{{now}}'", true)]
    [InlineData("    claim refresh_exp '{{now+5997}}', wanted '{{now+6000}}'", true)]
    [InlineData("    claim exp '{{login+300}}', wanted '{{now+300}}'", true)]
    [InlineData("    claim iat '{{login}}', wanted '{{now}}'", true)]
    [InlineData("    claim iat '{{now}}', wanted '{{login}}'", false)]
    [InlineData("    claim exp '{{login+86400}}', wanted '{{now+300}}'", false)]
    [InlineData("    claim exp '{{now+240}}', wanted '{{now+300}}'", false)]
    [InlineData("    claim user_id '{{now-1}}', wanted '{{now}}'", false)]
    [InlineData("    claim exp is missing", false)]
    [InlineData("    status 401, wanted 200", false)]
    public void Only_times_that_differ_a_little_may_be_the_clock(string line, bool expected)
    {
        var report = new ReplayReport($"DIFF head/default/x\n{line}\nDIFF head/default/y\n{line}\n    status 500, wanted 200\nMATCH 1/3\n");
        Assert.Equal(["head/default/x", "head/default/y"], report.Differences);
        Assert.Equal(expected ? ["head/default/x"] : [], report.OnlyTheClock);
    }
}
