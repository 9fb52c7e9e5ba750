using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace TokenGrains.Storage.Tests;

public sealed class FailedCommits : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_failure_in_the_middle_takes_back_the_whole_batch_and_the_next_one_works()
    {
        using var room = await StorageRoom.OpenAsync(_folder);
        _folder.Query("CREATE TRIGGER Poison BEFORE INSERT ON OrleansStorage WHEN NEW.GrainIdExtensionString = 'u~poison' BEGIN SELECT RAISE(ABORT, 'poison'); END");

        var held = room.Engine.Hold();
        var before = room.Write("u~before", 0);
        await held.WaitAsync(StorageRoom.Limit);
        Task[] batch = [room.Write("u~a", 1), room.Write("u~poison", 2), room.Write("u~b", 3)];
        room.Engine.Release();

        await before;
        foreach (var write in batch)
        {
            var failure = await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => write);
            Assert.IsType<SqliteException>(failure.InnerException);
        }

        Assert.False((await room.Read("u~a")).RecordExists);
        await room.Write("u~a", 4);
        Assert.Equal(4, (await room.Read("u~a")).State.Value);
    }

    [Fact]
    public async Task While_someone_else_locks_the_file_writes_fail_and_afterwards_they_work()
    {
        using var room = await StorageRoom.OpenAsync(_folder);
        await room.Write("u~a", 1);
        using (var shell = _folder.OpenShell())
        {
            shell.Run("BEGIN IMMEDIATE");

            await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => room.Write("u~b", 2));
            Assert.Equal(1, (await room.Read("u~a")).State.Value);
        }

        await room.Write("u~b", 3);
        Assert.Equal(3, (await room.Read("u~b")).State.Value);
    }

    [Fact]
    public async Task Nobody_is_told_of_success_when_the_commit_throws_at_its_very_end()
    {
        using var room = await StorageRoom.OpenAsync(_folder);
        room.Engine.NextFailure = new IOException("the answer was lost");
        var state = new Activation(1);

        var failure = await Assert.ThrowsAsync<WriteOutcomeUnknownException>(() => room.Write("u~a", state));

        Assert.IsType<IOException>(failure.InnerException);
        Assert.Equal((null, false), (state.ETag, state.RecordExists));
        // Unknown, and here in fact stored: only a read can tell.
        Assert.Equal(1, (await room.Read("u~a")).State.Value);
    }

    [Fact]
    public async Task A_key_that_no_engine_could_store_fails_alone()
    {
        using var room = await StorageRoom.OpenAsync(_folder);

        await Assert.ThrowsAsync<ArgumentException>(() => room.Write(new string('x', 513), 1));
        await Assert.ThrowsAsync<ArgumentException>(() => room.Write("u~\0", 1));

        Assert.Empty(room.Engine.Batches);
    }

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
