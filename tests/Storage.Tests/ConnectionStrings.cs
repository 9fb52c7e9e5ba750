using System.ComponentModel.DataAnnotations;
using TokenGrains.Storage.PostgreSql;

namespace TokenGrains.Storage.Tests;

public sealed class ConnectionStrings
{
    [Theory]
    [InlineData("postgres://user:s3cret@host/db")]
    [InlineData("postgres://user:s3cret=@host/db")]
    [InlineData("Host=h;Pasword=s3cret")]
    [InlineData("Host=h;Port=s3cret")]
    [InlineData("Data Source=s3cret.db")]
    [InlineData("Password=s3cret")]
    public async Task A_connection_string_that_cannot_be_used_is_refused_without_quoting_it(string connectionString)
    {
        var options = new StorageOptions { Provider = StorageProvider.PostgreSql, ConnectionString = connectionString, SchemaConnectionString = connectionString };

        var refusal = await Assert.ThrowsAsync<OrleansConfigurationException>(() => PostgreSqlSchema.UpgradeAsync(options));
        var findings = options.Validate(new ValidationContext(options)).Select(finding => finding.ErrorMessage!).ToList();

        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, findings.Count);
        Assert.DoesNotContain(findings, finding => finding.Contains("s3cret", StringComparison.Ordinal));
    }
}
