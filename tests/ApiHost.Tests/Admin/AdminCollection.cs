namespace TokenGrains.ApiHost.Tests.Admin;

/// <summary>The classes that share one host for the admin face.</summary>
[CollectionDefinition(Name)]
public sealed class AdminCollection : ICollectionFixture<TokenApp>
{
    public const string Name = "Admin";
}
