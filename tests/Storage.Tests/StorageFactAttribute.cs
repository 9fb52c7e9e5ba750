using Xunit.Abstractions;
using Xunit.Sdk;

namespace TokenGrains.Storage.Tests;

/// <summary>A test that needs what its class's collection needs: it skips, and says so, where there is no PostgreSQL. In CI nothing skips.</summary>
[XunitTestCaseDiscoverer("TokenGrains.Storage.Tests.StorageFactDiscoverer", "TokenGrains.Storage.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageFactAttribute : FactAttribute;

/// <inheritdoc cref="StorageFactAttribute"/>
[XunitTestCaseDiscoverer("TokenGrains.Storage.Tests.StorageTheoryDiscoverer", "TokenGrains.Storage.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class StorageTheoryAttribute : TheoryAttribute;

public sealed class StorageFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        SkippedForPostgreSql.IsNeeded(testMethod)
            ? new SkippedForPostgreSql(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

public sealed class StorageTheoryDiscoverer(IMessageSink diagnostics) : TheoryDiscoverer(diagnostics)
{
    public override IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute) =>
        SkippedForPostgreSql.IsNeeded(testMethod)
            ? [new SkippedForPostgreSql(DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)]
            : base.Discover(discoveryOptions, testMethod, theoryAttribute);
}

public sealed class SkippedForPostgreSql : XunitTestCase
{
    [Obsolete("For xunit, which sets the fields later.")]
    public SkippedForPostgreSql()
    {
    }

    public SkippedForPostgreSql(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod testMethod)
        : base(diagnostics, display, displayOptions, testMethod)
    {
    }

    internal static bool IsNeeded(ITestMethod testMethod)
    {
        ArgumentNullException.ThrowIfNull(testMethod);
        return !PostgreSqlServer.IsInstalled
            && Environment.GetEnvironmentVariable("CI") != "true"
            && testMethod.TestClass.Class.GetCustomAttributes(typeof(CollectionAttribute)).Any(collection => collection.GetConstructorArguments().Contains(PostgreSqlCollection.Name));
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) => PostgreSqlServer.Missing;
}
