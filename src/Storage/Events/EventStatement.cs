using System.Data.Common;

namespace TokenGrains.Storage.Events;

/// <summary>The statements that both engines share.</summary>
internal static class EventStatement
{
    /// <summary>Makes <paramref name="command"/> select what passes the filter. Only conditions that are asked for are part of it, so that each form has its own plan.</summary>
    public static void Select(DbCommand command, string serviceId, EventFilter filter)
    {
        var conditions = new List<string>();
        Where("ServiceId = @service", "@service", serviceId);
        Where("UserId = @user", "@user", filter.User);
        Where("Kind = @kind", "@kind", filter.Kind);
        Where("HappenedAt >= @after", "@after", Ceiling(filter.After));
        Where("HappenedAt < @before", "@before", Ceiling(filter.Before));
        Where("Id < @beforeId", "@beforeId", filter.BeforeId);
        Add("@limit", filter.Limit);
        command.CommandText =
            $"SELECT Id, HappenedAt, Kind, UserId, Session, Cause, Actor, Address FROM SecurityEvents WHERE {string.Join(" AND ", conditions)} ORDER BY Id DESC LIMIT @limit";

        void Where(string condition, string name, object? value)
        {
            if (value is null)
                return;
            conditions.Add(condition);
            Add(name, value);
        }

        void Add(string name, object value)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
    }

    /// <summary>The row that the reader is at.</summary>
    public static StoredEvent Read(DbDataReader row) => new(row.GetInt64(0), new EventRecord(
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetInt64(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.IsDBNull(6) ? null : row.GetInt64(6),
        row.IsDBNull(7) ? null : row.GetString(7)));

    // A stored time is whole milliseconds: 5.2 ms or later is 6 ms or later, and earlier than 5.2 ms is 5 ms or earlier.
    private static long? Ceiling(DateTimeOffset? time) =>
        time?.ToUnixTimeMilliseconds() + (time?.Ticks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);
}
