using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace TokenGrains.Storage.Tests;

public sealed class Faults
{
    [Theory]
    [InlineData(typeof(StorageUnavailableException))]
    [InlineData(typeof(WriteOutcomeUnknownException))]
    public void A_fault_keeps_its_type_on_the_way_to_another_silo(Type fault)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var thrown = (Exception)Activator.CreateInstance(fault, "text", new IOException("cause"))!;

        var received = serializer.Deserialize<Exception>(serializer.SerializeToArray(thrown));

        Assert.IsType(fault, received);
        Assert.Equal("text", received.Message);
        Assert.IsType<IOException>(received.InnerException);
    }
}
