namespace Stoker.Diagnoses.Scheduling;

/// <summary>Thresholds of the SCHED family.</summary>
internal static class SchedulingThresholds
{
    /// <summary>Ratio of data below which a task has no more than its peers. [derived]</summary>
    public static readonly Limit EvenSize = new("evenSize", 1.5, ThresholdUnit.Ratio);

    /// <summary>Share of task time in deserialization. [derived]</summary>
    public static readonly Limit DeserializeShare = new("deserializeShare", 0.1);
}
