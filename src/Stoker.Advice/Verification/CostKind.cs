using Stoker.Advice.Comparison;
using Stoker.Findings;

namespace Stoker.Advice.Verification;

/// <summary>Where the cost of a finding lies, which decides by what its saving is measured.</summary>
internal enum CostKind
{
    /// <summary>In tasks: the task time of its stages tells.</summary>
    Tasks,

    /// <summary>In slots that wait for one task or have none: the stages take less wall time, their tasks as much as before.</summary>
    Waiting,

    /// <summary>In the driver: the wall time that lies outside of the stages of other findings tells.</summary>
    Driver,

    /// <summary>In slots that nobody needs: the core time of the application tells.</summary>
    Surplus,

    /// <summary>In how a stream goes, or in the log: two runs do not tell.</summary>
    Unmeasured,
}

internal static class CostKinds
{
    private static readonly (string Family, CostKind Kind)[] Families =
    [
        ("SKEW", CostKind.Waiting), ("SCHED002", CostKind.Waiting), ("PART002", CostKind.Waiting), ("PART003", CostKind.Waiting),
        ("PART006", CostKind.Waiting), ("PART007", CostKind.Waiting), ("PART009", CostKind.Waiting), ("PART010", CostKind.Waiting), ("IO008", CostKind.Waiting), ("IO017", CostKind.Waiting),
        ("DRV005", CostKind.Tasks), ("DRV", CostKind.Driver), ("IO011", CostKind.Driver), ("PYTHON008", CostKind.Driver),
        ("EXEC", CostKind.Surplus), ("CLUS", CostKind.Unmeasured), ("STRM", CostKind.Unmeasured), ("LOG", CostKind.Unmeasured),
    ];

    /// <summary>The kind of a finding; that of tasks where its family says nothing else.</summary>
    public static CostKind Of(Finding finding) => Array.Find(Families, each => finding.Id.StartsWith(each.Family, StringComparison.Ordinal)) is { Family: not null } found ? found.Kind : CostKind.Tasks;

    /// <summary>Families, and the cause of a difference that shows their cure, whichever setting brought it about.</summary>
    private static readonly (string Family, DifferenceCause Cure)[] Cures =
    [
        ("PART", DifferenceCause.Partitions), ("SKEW", DifferenceCause.Skew), ("IO001", DifferenceCause.Files), ("MEM001", DifferenceCause.Spill), ("MEM002", DifferenceCause.GarbageCollection), ("JOIN", DifferenceCause.OtherPlan),
        ("FAIL", DifferenceCause.Failures), ("MEM003", DifferenceCause.Failures), ("MEM004", DifferenceCause.Failures),
    ];

    /// <summary>What a stage's time differs for where a finding about it was cured; absent where none in particular.</summary>
    public static DifferenceCause? CureOf(Finding finding) => Array.Find(Cures, each => finding.Id.StartsWith(each.Family, StringComparison.Ordinal)) is { Family: not null } found ? found.Cure : null;

    /// <summary>Whether it costs slots that have no task while others work: more tasks use them, and fewer slots do away with them.</summary>
    public static bool IsOfEmptySlots(Finding finding) => finding.Id is "PART002" or "PART007" or "PART009";

    /// <summary>Whether it is measured by the stages it is about.</summary>
    public static bool IsOfStages(this CostKind kind) => kind is CostKind.Tasks or CostKind.Waiting;
}
