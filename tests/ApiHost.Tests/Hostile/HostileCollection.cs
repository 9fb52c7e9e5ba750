namespace TokenGrains.ApiHost.Tests.Hostile;

/// <summary>The classes that share one host for hostile input.</summary>
[CollectionDefinition(Name)]
public sealed class HostileCollection : ICollectionFixture<TokenApp>
{
    public const string Name = "Hostile";
}
