using Npgsql;
using TokenGrains.Storage.GroupCommit;

namespace TokenGrains.Storage.PostgreSql;

/// <summary>Commits batches: one round trip, one transaction.</summary>
internal sealed class PostgreSqlWriter(PostgreSqlSession session)
{
    public void Commit(IReadOnlyList<RowWrite> batch)
    {
        var statements = Turns(batch).SelectMany(Statements).ToList();
        using (var round = session.CreateBatch())
        {
            foreach (var (command, _) in statements)
                round.BatchCommands.Add(command);

            // A batch without BEGIN is one transaction, and its end is the server's word that it is ready again: rows come back
            // before the commit, so nothing is known until the reader has passed the last of them.
            using var reader = round.ExecuteReader();
            foreach (var (_, judge) in statements)
            {
                while (reader.Read())
                    judge(reader);
                reader.NextResult();
            }
        }

        FindStoredVersions(batch);
    }

    /// <summary>
    /// The batch in the order of the keys, split so that the second write of a row comes in a later statement than the first: one
    /// statement sees the table as it was before it, and would judge both by the same version.
    /// </summary>
    private static List<List<RowWrite>> Turns(IReadOnlyList<RowWrite> batch)
    {
        var turns = new List<List<RowWrite>>();
        var turn = 0;
        RowKey? previous = null;
        foreach (var write in batch.OrderBy(write => write.Key, RowKeyOrder.Instance))
        {
            turn = write.Key.Equals(previous) ? turn + 1 : 0;
            previous = write.Key;
            if (turn == turns.Count)
                turns.Add([]);
            turns[turn].Add(write);
            // A put or delete that the answer does not mention is a conflict.
            write.Outcome = new WriteOutcome(IsWritten: write is { ExpectedVersion: null, NewVersion: null }, StoredVersion: null);
        }

        return turns;
    }

    private IEnumerable<(NpgsqlBatchCommand Command, Action<NpgsqlDataReader> Judge)> Statements(List<RowWrite> turn)
    {
        var updates = turn.Where(write => write is { ExpectedVersion: not null, NewVersion: not null }).ToArray();
        if (updates.Length > 0)
            yield return (WithState(About(RowStatement.Update, updates), updates, write => write.ExpectedVersion!.Value), row => Pass(updates[row.GetInt64(0) - 1]));

        var inserts = turn.Where(write => write is { ExpectedVersion: null, NewVersion: not null }).ToDictionary(write => write.Key);
        if (inserts.Count > 0)
        {
            RowWrite[] writes = [.. turn.Where(write => inserts.ContainsKey(write.Key))];
            yield return (WithState(About(RowStatement.Insert, writes), writes, write => write.NewVersion!.Value), row => Pass(inserts[ReadKey(row)]));
        }

        var deletes = turn.Where(write => write is { ExpectedVersion: not null, NewVersion: null }).ToArray();
        if (deletes.Length > 0)
            yield return (About(RowStatement.Delete, deletes).With(deletes, write => write.ExpectedVersion!.Value), row => Pass(deletes[row.GetInt64(0) - 1]));

        // To clear what was never written asks only that it still is not there.
        var absences = turn.Where(write => write is { ExpectedVersion: null, NewVersion: null }).ToArray();
        if (absences.Length > 0)
            yield return (About(RowStatement.SelectVersion, absences), row => absences[row.GetInt64(0) - 1].Outcome = Conflict(row));
    }

    private static void Pass(RowWrite write) => write.Outcome = new WriteOutcome(IsWritten: true, write.NewVersion);

    private static WriteOutcome Conflict(NpgsqlDataReader row) => new(IsWritten: false, row.GetInt32(1));

    private static RowKey ReadKey(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5));

    private static NpgsqlBatchCommand WithState(NpgsqlBatchCommand command, RowWrite[] writes, Func<RowWrite, int> version) => command
        .With(writes, version)
        .With(writes, write => write.Payload)
        .With(writes, write => write.LatestEnd);

    private NpgsqlBatchCommand About(string sql, RowWrite[] writes) =>
        RowStatement.About(sql, session.ServiceId, Array.ConvertAll(writes, write => write.Key));

    /// <summary>Tells the losers what beat them. The verdicts stand already: if this fails, the conflict just says less.</summary>
    private void FindStoredVersions(IReadOnlyList<RowWrite> batch)
    {
        var losers = batch.Where(write => write.Outcome is { IsWritten: false, StoredVersion: null }).ToArray();
        if (losers.Length == 0)
            return;
        try
        {
            using var round = session.CreateBatch();
            round.BatchCommands.Add(About(RowStatement.SelectVersion, losers));
            using var reader = round.ExecuteReader();
            while (reader.Read())
                losers[reader.GetInt64(0) - 1].Outcome = Conflict(reader);
        }
        catch (NpgsqlException)
        {
            // The next commit finds the connection broken.
        }
    }
}
