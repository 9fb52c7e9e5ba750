namespace TokenGrains.ApiHost.Tests.Account;

/// <summary>The classes that share one host for the account's tokens.</summary>
[CollectionDefinition(Name)]
public sealed class AccountTokenCollection : ICollectionFixture<TokenApp>
{
    public const string Name = "Account tokens";
}
