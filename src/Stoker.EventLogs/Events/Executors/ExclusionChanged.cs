namespace Stoker.EventLogs.Events.Executors;

/// <summary>An executor or a host was excluded (before 3.1: blacklisted) or taken back, for the application or for one stage.</summary>
internal sealed record ExclusionChanged : LogEvent
{
    public string? ExecutorId { get; private set; }

    public string? Host { get; private set; }

    public int? StageId { get; private set; }

    public int StageAttempt { get; private set; }

    /// <summary>When it happened, ms since the epoch; absent in logs that do not say.</summary>
    public long? Time { get; private set; }

    public required bool IsExcluded { get; init; }

    public static ExclusionChanged ReadExcluded(ref EventReader reader) => Read(ref reader, isExcluded: true);

    public static ExclusionChanged ReadTakenBack(ref EventReader reader) => Read(ref reader, isExcluded: false);

    private static ExclusionChanged Read(ref EventReader reader, bool isExcluded)
    {
        var change = new ExclusionChanged { IsExcluded = isExcluded };
        while (reader.NextKey(out var key))
        {
            if (key.Is("executorId"u8))
            {
                change.ExecutorId = reader.Text();
            }
            else if (key.Is("hostId"u8))
            {
                change.Host = reader.Text();
            }
            else if (key.Is("stageId"u8))
            {
                change.StageId = reader.Integer32();
            }
            else if (key.Is("time"u8))
            {
                change.Time = reader.Integer();
            }
            else if (key.Is("stageAttemptId"u8))
            {
                change.StageAttempt = reader.Integer32() ?? 0;
            }
            else
            {
                reader.Skip();
            }
        }

        return change.ExecutorId is null && change.Host is null ? throw new IncompleteEventException("executorId") : change;
    }
}
