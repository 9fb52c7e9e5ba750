namespace TokenGrains.ApiHost.Tests.Django;

/// <summary>The classes that share one host with the default settings. They run one after another, so any of them may move the clock.</summary>
[CollectionDefinition(Name)]
public sealed class DjangoCollection : ICollectionFixture<TokenApp>
{
    public const string Name = "Django";
}
