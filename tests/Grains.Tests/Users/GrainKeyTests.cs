using System.Reflection;
using TokenGrains.Sessions;
using TokenGrains.Users;

namespace TokenGrains.Grains.Tests.Users;

/// <summary>Keys that Orleans' ADO.NET storage would take for numbers share rows (dotnet/orleans #9706).</summary>
public class GrainKeyTests
{
    [Theory]
    [InlineData("0612345678", "612345678")]
    [InlineData("cafe", "CAFE")]
    [InlineData("cafe", "000cafe")]
    [InlineData("1", "01")]
    public void Names_that_look_like_numbers_have_keys_that_differ(string one, string other)
    {
        Assert.NotEqual(KeyOf(one), KeyOf(other), StringComparer.OrdinalIgnoreCase);
        Assert.All([KeyOf(one), KeyOf(other)], key => Assert.StartsWith("n~", key, StringComparison.Ordinal));
    }

    [Fact]
    public void The_key_of_a_name_is_a_hash_and_does_not_hold_the_name()
    {
        Assert.Equal(45, KeyOf("ada").Length);
        Assert.Equal(KeyOf("ada"), KeyOf("ada"));
        Assert.DoesNotContain("lovelace", KeyOf("lovelace"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(KeyOf("fi"), KeyOf("\ufb01"));
    }

    [Fact]
    public void Sessions_whose_ids_differ_in_case_only_have_keys_that_differ()
    {
        Assert.True(SessionId.TryParse("abcdefghijklmnopqrstuA", out var lower));
        Assert.True(SessionId.TryParse("ABCDEFGHIJKLMNOPQRSTUA", out var upper));
        var keys = Record(grains =>
        {
            grains.Session(lower);
            grains.Session(upper);
        });
        Assert.Equal(["s~abcdefghijklmnopqrstuA", "s~ABCDEFGHIJKLMNOPQRSTUA"], keys);
    }

    [Fact]
    public void Users_and_the_key_ring_have_prefixes_too()
    {
        Assert.True(UserId.TryCreate(612345678, out var user));
        var keys = Record(grains =>
        {
            grains.User(user);
            grains.SigningKeyRing();
        });
        Assert.Equal(["u~612345678", "k~ring"], keys);
    }

    private static string KeyOf(string text)
    {
        Assert.True(Username.TryParse(text, out var name));
        return Assert.Single(Record(grains => grains.Username(name)));
    }

    private static List<string> Record(Action<IGrainFactory> use)
    {
        var grains = DispatchProxy.Create<IGrainFactory, KeyRecorder>();
        use(grains);
        return ((KeyRecorder)grains).Keys;
    }

    /// <summary>A grain factory that writes down what it is asked for.</summary>
    public class KeyRecorder : DispatchProxy
    {
        public List<string> Keys { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            // A key, or a whole id once the interface's grain type is known: that depends on which tests ran before.
            Keys.Add(args![0] is GrainId id ? id.Key.ToString()! : (string)args[0]!);
            return null;
        }
    }
}
