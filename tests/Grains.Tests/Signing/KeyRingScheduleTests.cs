using System.Collections.Immutable;
using CsCheck;
using TokenGrains.Grains.Signing;
using TokenGrains.Tokens;

namespace TokenGrains.Grains.Tests.Signing;

public class KeyRingScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeyRingSchedule Default = KeyRingSchedule.From(new KeyOptions(), new SimpleJwtOptions());

    // Announcing for longer than a key signs is possible, and then many keys are announced at once.
    private static readonly Gen<KeyRingSchedule> Schedules = Gen.Select(Gen.Int[1, 2_400], Gen.Int[10, 43_200], Gen.Int[1, 1_500]).Select(
        (hours, announceMinutes, retainMinutes) => new KeyRingSchedule(
            TimeSpan.FromHours(hours), TimeSpan.FromMinutes(announceMinutes), TimeSpan.FromMinutes(retainMinutes)));

    private static readonly Gen<TimeSpan> Moves = Gen.Frequency(
        (1, Gen.Int[-2, 0].Select(seconds => TimeSpan.FromSeconds(seconds))),
        (4, Gen.Int[0, 600].Select(seconds => TimeSpan.FromSeconds(seconds))),
        (4, Gen.Int[0, 48].Select(hours => TimeSpan.FromHours(hours))),
        (2, Gen.Int[0, 200].Select(days => TimeSpan.FromDays(days))));

    [Fact]
    public void Over_random_clocks_each_key_is_announced_before_it_signs_and_published_until_its_tokens_have_ended() =>
        Gen.Select(Schedules, Moves.Array[1, 60]).Sample((schedule, moves) => Follow(schedule, moves), iter: 2_000);

    [Fact]
    public void With_the_defaults_there_are_never_more_than_three_keys() =>
        Moves.Array[1, 200].Sample(moves => Assert.InRange(Follow(Default, moves), 1, 3), iter: 500);

    [Fact]
    public void The_first_key_signs_at_once()
    {
        var keys = Default.Advance([], Start, from => Key("first", from));
        Assert.Equal(Start, Assert.Single(keys).SignsFrom);
        Assert.Equal("first", KeyRingSchedule.FindSigning(keys, Start).KeyId);
    }

    [Fact]
    public void While_nothing_is_due_the_keys_stay_the_same_array()
    {
        ImmutableArray<SigningKeyEntry> keys = [Key("first", Start)];
        var due = Start + Default.RotationPeriod - Default.AnnouncePeriod;
        Assert.True(keys == Default.Advance(keys, due.AddTicks(-1), from => Key("second", from)));
        Assert.False(keys == Default.Advance(keys, due, from => Key("second", from)));
    }

    [Fact]
    public void A_key_is_published_until_the_last_token_it_signed_has_ended()
    {
        ImmutableArray<SigningKeyEntry> keys = [Key("first", Start), Key("second", Start.AddDays(90))];
        var end = Start.AddDays(90) + Default.RetainPeriod;
        Assert.Equal(["first", "second"], Ids(Default.Advance(keys, end.AddTicks(-1), from => Key("third", from))));
        Assert.Equal(["second"], Ids(Default.Advance(keys, end, from => Key("third", from))));
    }

    [Fact]
    public void A_key_is_retained_for_a_token_lifetime_the_leeway_and_two_refreshes() =>
        Assert.Equal(
            TimeSpan.FromSeconds(300 + 10 + 120),
            KeyRingSchedule.From(new KeyOptions(), new SimpleJwtOptions { Leeway = TimeSpan.FromSeconds(10) }).RetainPeriod);

    /// <summary>Calls the schedule at each moment, checks every promise, and returns the largest number of keys.</summary>
    private static int Follow(KeyRingSchedule schedule, TimeSpan[] moves)
    {
        var publishedAt = new Dictionary<string, DateTimeOffset>();
        ImmutableArray<SigningKeyEntry> keys = [];
        var most = 0;
        var now = Start;
        foreach (var move in moves)
        {
            now += move;
            var before = keys;
            keys = schedule.Advance(before, now, from =>
            {
                var key = Key($"k{publishedAt.Count}", from);
                publishedAt.Add(key.KeyId, now);
                return key;
            });

            most = Math.Max(most, keys.Length);
            Assert.InRange(keys.Length, 1, MostKeys(schedule));
            CheckSigning(schedule, KeyRingSchedule.FindSigning(keys, now), publishedAt, now);
            CheckRetired(schedule, before, keys, now);
        }

        return most;
    }

    private static void CheckSigning(
        KeyRingSchedule schedule, SigningKeyEntry signing, Dictionary<string, DateTimeOffset> publishedAt, DateTimeOffset now)
    {
        if (signing.KeyId is not "k0")
            Assert.True(publishedAt[signing.KeyId] + schedule.AnnouncePeriod <= now, $"{signing.KeyId} signs before it was announced long enough.");
    }

    private static void CheckRetired(
        KeyRingSchedule schedule, ImmutableArray<SigningKeyEntry> before, ImmutableArray<SigningKeyEntry> after, DateTimeOffset now)
    {
        for (var index = 0; index < before.Length; index++)
        {
            if (!after.Contains(before[index]))
                Assert.True(before[index + 1].SignsFrom + schedule.RetainPeriod <= now, $"{before[index].KeyId} was retired too early.");
        }
    }

    // One that signs, one that comes next, and as many as fit into the time of announcing and of retaining.
    private static int MostKeys(KeyRingSchedule schedule) =>
        3 + (int)(schedule.AnnouncePeriod / schedule.RotationPeriod) + (int)(schedule.RetainPeriod / schedule.RotationPeriod);

    private static IEnumerable<string> Ids(ImmutableArray<SigningKeyEntry> keys) => keys.Select(key => key.KeyId);

    private static SigningKeyEntry Key(string id, DateTimeOffset signsFrom) => new(id, [], [], signsFrom);
}
