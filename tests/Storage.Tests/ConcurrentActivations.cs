using CsCheck;
using Orleans.Storage;

namespace TokenGrains.Storage.Tests;

/// <summary>
/// Rows written at the same time, two activations each that read, write and clear in any order, against a model that knows no SQL:
/// a write passes if nothing has changed the row since its activation last saw it.
/// </summary>
public abstract class ConcurrentActivations(TestDatabase database) : StorageTests(database)
{
    private const int Rows = 12;

    private static readonly Gen<Step[][]> Histories =
        Gen.Select(Gen.Enum<Verb>(), Gen.Int[0, 1], Gen.Int, (verb, activation, value) => new Step(verb, activation, value))
            .Array[0, 12].Array[Rows];

    private enum Verb
    {
        Read,
        Write,
        Clear,
    }

    [StorageFact]
    public async Task Every_verdict_and_every_final_row_is_what_the_model_says()
    {
        using var room = await Database.OpenAsync();
        var run = 0;

        await Histories.SampleAsync(
            async histories =>
            {
                var prefix = $"u~{Interlocked.Increment(ref run)}~";
                await Task.WhenAll(histories.Select((history, row) => Task.Run(() => Follow(room, prefix + row, history))));
            },
            iter: 300);
    }

    private static async Task Follow(StorageRoom room, string key, Step[] history)
    {
        var model = new Model();
        Activation[] activations = [new Activation(), new Activation()];
        foreach (var step in history)
        {
            var activation = activations[step.Activation];
            if (step.Verb == Verb.Write)
                activation.State = new CounterState { Value = step.Value };
            var passed = await Passes(room, key, step.Verb, activation);
            Assert.Equal(model.Passes(step), passed);
            if (step.Verb == Verb.Read)
                Assert.Equal((model.Value ?? 0, model.Value is not null), (activation.State.Value, activation.RecordExists));
        }

        var final = await room.Read(key);
        Assert.Equal((model.Value ?? 0, model.Value is not null), (final.State.Value, final.RecordExists));
    }

    private static async Task<bool> Passes(StorageRoom room, string key, Verb verb, Activation activation)
    {
        var id = StorageRoom.Id(key);
        try
        {
            await (verb switch
            {
                Verb.Read => room.Storage.ReadStateAsync(StorageRoom.StateName, id, activation),
                Verb.Write => room.Storage.WriteStateAsync(StorageRoom.StateName, id, activation),
                _ => room.Storage.ClearStateAsync(StorageRoom.StateName, id, activation),
            }).WaitAsync(StorageRoom.Limit);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }

    private sealed record Step(Verb Verb, int Activation, int Value);

    /// <summary>Every change of the row has a number of its own; 0 stands for no row.</summary>
    private sealed class Model
    {
        private readonly int[] _seen = new int[2];
        private int _changes;
        private int _current;

        public int? Value { get; private set; }

        public bool Passes(Step step)
        {
            if (step.Verb != Verb.Read)
            {
                if (_seen[step.Activation] != _current)
                    return false;
                (_current, Value) = step.Verb == Verb.Write ? (++_changes, step.Value) : (0, (int?)null);
            }

            _seen[step.Activation] = _current;
            return true;
        }
    }
}

public sealed class ConcurrentActivationsOnSqlite() : ConcurrentActivations(new SqliteDatabase());

[Collection(PostgreSqlCollection.Name)]
public sealed class ConcurrentActivationsOnPostgreSql(PostgreSqlFixture fixture) : ConcurrentActivations(new PostgreSqlDatabase(fixture));
