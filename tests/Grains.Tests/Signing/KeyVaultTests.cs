using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using TokenGrains.Grains.Signing;

namespace TokenGrains.Grains.Tests.Signing;

public class KeyVaultTests
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);

    private readonly KeyVault _vault = NewVault();

    [Fact]
    public void A_sealed_secret_opens_again() => Assert.Equal(Secret, _vault.Open(_vault.Seal(Secret, "purpose"), "purpose"));

    [Fact]
    public void No_two_seals_of_one_secret_are_equal_and_none_shows_it()
    {
        var (one, other) = (_vault.Seal(Secret, "purpose"), _vault.Seal(Secret, "purpose"));
        Assert.NotEqual(one, other);
        Assert.Equal(-1, one.AsSpan().IndexOf(Secret));
    }

    [Fact]
    public void A_secret_does_not_open_for_another_purpose()
    {
        var sealedSecret = _vault.Seal(Secret, "refresh tokens");
        Assert.Throws<OrleansConfigurationException>(() => _vault.Open(sealedSecret, "opaque tokens"));
    }

    [Fact]
    public void Another_master_key_is_reported_in_words_an_operator_can_act_on()
    {
        var sealedSecret = _vault.Seal(Secret, "purpose");
        var exception = Assert.Throws<OrleansConfigurationException>(() => NewVault().Open(sealedSecret, "purpose"));
        Assert.Contains("another master key", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Keys:MasterKey ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Keys:MasterKeyFile", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_altered_byte_is_refused()
    {
        var sealedSecret = _vault.Seal(Secret, "purpose");
        for (var index = 0; index < sealedSecret.Length; index++)
        {
            var altered = sealedSecret.SetItem(index, (byte)(sealedSecret[index] ^ 1));
            Assert.Throws<OrleansConfigurationException>(() => _vault.Open(altered, "purpose"));
        }
    }

    [Fact]
    public void Any_shorter_or_longer_text_is_refused()
    {
        var sealedSecret = _vault.Seal(Secret, "purpose");
        for (var length = 0; length < sealedSecret.Length; length++)
        {
            var cut = sealedSecret.RemoveRange(length, sealedSecret.Length - length);
            Assert.Throws<OrleansConfigurationException>(() => _vault.Open(cut, "purpose"));
        }

        Assert.Throws<OrleansConfigurationException>(() => _vault.Open(sealedSecret.Add(0), "purpose"));
    }

    private static KeyVault NewVault() =>
        new(Options.Create(new KeyOptions { MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }));
}
