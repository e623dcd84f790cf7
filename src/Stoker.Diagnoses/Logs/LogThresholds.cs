namespace Stoker.Diagnoses.Logs;

/// <summary>Thresholds of the LOG family.</summary>
internal static class LogThresholds
{
    /// <summary>Share of missing task ends above which the loss matters. [derived]</summary>
    public static readonly Limit MissingShare = new("missingShare", 0.01);

    /// <summary>Lines that cannot be read to all lines above which nothing that follows can be trusted. [derived]</summary>
    public static readonly Limit DamagedShare = new("damagedShare", 0.05);

    /// <summary>Difference of clocks that is still normal, ms. [derived]</summary>
    public static readonly Limit ClockToleranceMs = new("clockToleranceMs", 1000);

    /// <summary>Share of tasks with impossible times above which it matters. [derived]</summary>
    public static readonly Limit ImpossibleShare = new("impossibleShare", 0.01);
}
