namespace Stoker.Diagnoses.Failures;

/// <summary>Thresholds of the FAIL family.</summary>
internal static class FailureThresholds
{
    /// <summary>Failed attempts of one kind, together with <see cref="MinShare"/>. [derived]</summary>
    public static readonly Limit MinFailures = new("minFailures", 3);

    /// <summary>Share of tasks that failed. [derived]</summary>
    public static readonly Limit MinShare = new("minShare", 0.01);

    /// <summary>Share of tasks that failed which matters whatever the number. Dr. Elephant: low from 10 %.</summary>
    public static readonly Limit HighShare = new("highShare", 0.1);

    /// <summary>Collection to task time on a lost executor from which it explains the silence. As MEM002's worst grade: Dr. Elephant 20 %.</summary>
    public static readonly Limit GcShare = new("gcShare", 0.2);

    /// <summary>Time of killed attempts that is worth a line, core-ms. [derived]</summary>
    public static readonly Limit CancelledMs = new("cancelledMs", 3000);

    /// <summary>Failures at the least before a host is blamed; each task and each lost executor counts once. [derived]</summary>
    public static readonly Limit MinHostFailures = new("minHostFailures", 3);

    /// <summary>Share of them on one host. [derived]</summary>
    public static readonly Limit HostShare = new("hostShare", 0.7);

    /// <summary>Hosts that worked, at the least. [derived]</summary>
    public static readonly Limit MinHosts = new("minHosts", 3);

    /// <summary>Probability that failures spread by chance fall on one host so. [derived]</summary>
    public static readonly Limit ChanceShare = new("chanceShare", 0.01);

    /// <summary>Slot time of excluded executors to all slot time. diagnoses.md: 10 %.</summary>
    public static readonly Limit ExcludedShare = new("excludedShare", 0.1);
}
