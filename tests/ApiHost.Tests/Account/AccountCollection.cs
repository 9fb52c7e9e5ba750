namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>The classes that share one host for the account face.</summary>
[CollectionDefinition(Name)]
public sealed class AccountCollection : ICollectionFixture<TokenApp>
{
    public const string Name = "Account";
}
