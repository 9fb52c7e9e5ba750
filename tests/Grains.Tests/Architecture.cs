using System.Reflection;
using System.Runtime.CompilerServices;
using TokenGrains.Grains.Importing;
using TokenGrains.Grains.Sessions;
using TokenGrains.Grains.Tests.Tokens;
using TokenGrains.Grains.Users;
using TokenGrains.Importing;
using TokenGrains.Sessions;
using TokenGrains.Tokens;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests;

/// <summary>What must hold of every type of a kind, also of those that are yet to be written.</summary>
public class Architecture
{
    private const string Secret = "s3cret-never-to-be-seen";

    private static readonly Type[] Abstractions = Written(typeof(IUserGrain).Assembly);
    private static readonly Type[] Grains = Written(typeof(RefreshRotation).Assembly);

    private static readonly object[] HoldersOfSecrets =
    [
        new Registration(TokenMint.User, default, Secret),
        new SignIn(default, Secret, SignInPurpose.Session),
        new TokenPair(Secret, Secret),
        new FirstTokens(Secret, new TokenPair(Secret, Secret)),
        new UserChanges(Password: Secret),
        new PasswordChange(Secret, Secret, StartsSession: true),
        new ChangePasswordResult.Changed(new TokenPair(Secret, Secret)),
        new MacKey(1, [.. "s3cret-never-to-be-seen"u8]),
        new PasswordCheck(1, 1, Secret, Secret),
        new SignInResult.OpaqueTokenGranted(TokenMint.User, Secret),
        new SignInResult.SessionStarted(TokenMint.User, new TokenPair(Secret, Secret)),
        new RotateResult.Rotated(new TokenPair(Secret, Secret)),
        new RegisterResult.Registered(
            new UserDescription(TokenMint.User, default, true, false, default, null), new FirstTokens(Secret, new TokenPair(Secret, Secret))),
        new UserState { PasswordHash = Secret },
        new HmacKey("kid", "HS256", "s3cret-never-to-be-seen"u8),
        new SimpleJwtOptions { SigningKey = Secret },
        new GrantedToken(Secret),
        new CreateTokenResult.Created(new TokenDescription(default, "a", default, default, null, null, null), new GrantedToken(Secret)),
        new RotateTokenResult.Rotated(new TokenDescription(default, "a", default, default, null, null, null), new GrantedToken(Secret)),
        new ImportedUser(1, "a", Secret, true, false, default, null, [.. "s3cret-never-to-be-seen"u8]),
        new ImportedAccount(TokenMint.User, default, new ImportedUser(1, "a", Secret, true, false, default, null, [])),
    ];

    [Fact]
    public void Every_union_and_every_case_of_it_can_be_sent_and_keeps_its_wire_name()
    {
        var unions = Abstractions.Where(IsUnion).ToList();
        Assert.Contains(typeof(RotateResult), unions);
        Assert.True(unions.Count >= 5);
        foreach (var type in unions.SelectMany(union => union.GetNestedTypes().Append(union)))
        {
            Assert.True(type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false), $"{type} has no [GenerateSerializer].");
            Assert.True(type.IsDefined(typeof(AliasAttribute), inherit: false), $"{type} has no [Alias].");
            Assert.True(type.IsAbstract || type.IsSealed, $"{type} is not sealed.");
        }
    }

    [Fact]
    public void Every_type_that_can_be_sent_or_stored_has_a_wire_name_of_its_own()
    {
        var sent = Abstractions.Concat(Grains).Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).ToList();
        Assert.All(sent, type => Assert.True(type.IsDefined(typeof(AliasAttribute), inherit: false), $"{type} has no [Alias]."));
        var shared = sent
            .SelectMany(type => type.GetCustomAttributes<AliasAttribute>(inherit: false).Select(alias => (alias.Alias, Type: type.FullName)))
            .GroupBy(name => name.Alias)
            .Where(names => names.Count() > 1)
            .Select(names => string.Join(" = ", names.Select(name => $"{name.Type} [{name.Alias}]")));
        Assert.Empty(shared);
    }

    [Fact]
    public void Every_grain_interface_and_method_keeps_its_wire_name()
    {
        var interfaces = Abstractions.Concat(Grains).Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).ToList();
        Assert.Contains(typeof(ISessionGrain), interfaces);
        Assert.Contains(typeof(IUserAccountGrain), interfaces);
        foreach (var type in interfaces)
        {
            Assert.True(type.IsDefined(typeof(GrainInterfaceTypeAttribute), inherit: false), $"{type} has no [GrainInterfaceType].");
            Assert.True(type.IsDefined(typeof(AliasAttribute), inherit: false), $"{type} has no [Alias].");
            Assert.All(type.GetMethods(), method => Assert.True(method.IsDefined(typeof(AliasAttribute)), $"{type}.{method.Name} has no [Alias]."));
        }
    }

    [Fact]
    public void Every_grain_class_keeps_its_wire_name()
    {
        var classes = GrainClasses();
        Assert.Contains(typeof(SessionGrain), classes);
        Assert.All(classes, type => Assert.True(type.IsDefined(typeof(GrainTypeAttribute), inherit: false), $"{type} has no [GrainType]."));
    }

    [Fact]
    public void Every_persistent_state_has_a_name_of_its_own()
    {
        // The ADO.NET provider stores the name as the type: two states of one name share rows (dotnet/orleans #9737).
        var names = GrainClasses()
            .SelectMany(type => type.GetConstructors().SelectMany(constructor => constructor.GetParameters()))
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
            .OfType<string>()
            .ToList();
        Assert.Equal(["imported-tokens", "session", "session-list", "signing-keys", "user", "username"], names.Order());
    }

    [Fact]
    public void No_holder_of_a_secret_prints_it()
    {
        var encoded = Convert.ToBase64String("s3cret-never-to-be-seen"u8);
        foreach (var holder in HoldersOfSecrets)
        {
            Assert.DoesNotContain("s3cret", holder.ToString(), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(encoded, holder.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", $"{holder}", StringComparison.OrdinalIgnoreCase);
        }
    }

    private static List<Type> GrainClasses() => [.. Grains.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(Grain)))];

    /// <summary>An abstract record that only the records inside of it can extend.</summary>
    private static bool IsUnion(Type type) =>
        type is { IsClass: true, IsAbstract: true, IsSealed: false }
        && type.GetNestedTypes().Any(nested => nested.BaseType == type)
        && type.GetConstructors(BindingFlags.Instance | BindingFlags.Public).Length == 0;

    private static Type[] Written(Assembly assembly) => [.. assembly.GetTypes().Where(type =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>() is null
        && type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) is not true)];
}
