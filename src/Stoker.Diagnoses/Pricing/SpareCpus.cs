using Stoker.Diagnoses.Work;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// Whether there are CPUs for more tasks at once than ran. Executors of a cluster have been given theirs. In local mode slots are a number that somebody typed,
/// such as <c>local[8]</c> on two CPUs: there the log has to show that as many were at work at once.
/// </summary>
internal static class SpareCpus
{
    /// <summary>So many CPUs any machine has on which Spark runs.</summary>
    private const double Least = 2;

    /// <summary>How far the CPUs that were seen at work may stay below the slots: garbage collection and the driver take some.</summary>
    private const double Missing = 0.5;

    /// <summary>
    /// What twins on local[8] and two CPUs saved of the price when a stage got more tasks: -0.4 to 1 of it. (repartitioned-by-hand, reports-in-a-row, coalesced-upstream,
    /// four-for-one, calls-in-one-slice of bench/diagnose-lab)
    /// </summary>
    private static readonly Estimate Unknown = new(-0.4, 0.7, 1);

    /// <summary>Whether all slots are known to have a CPU of their own.</summary>
    public static bool AreKnown(Inspection inspection, double slots) => !inspection.IsLocal || slots <= Least || inspection.IsOnAllCpus || slots <= inspection.CpusSeen + Missing;

    /// <summary>What remains of the price of who lets slots work that waited, where CPUs for them are not known; null where they are, or where nothing of the kind is asked for.</summary>
    public static Estimate? RemainsOf(Candidate candidate, Inspection inspection) =>
        candidate.Suspicion.WallClaims.Exists(claim => claim.Kind == WallKind.Tail && !AreKnown(inspection, inspection.SlotsOf(inspection.Stages[claim.Scope]))) ? Unknown : null;

    /// <summary>How many CPUs were at work at once at least: in the stage with the most CPU time for its length. Python's own are not in it.</summary>
    public static double SeenIn(IReadOnlyList<StageWork> stages) => stages.Count == 0 ? 0 : stages.Max(stage => stage.CpuMs / (double)Math.Max(1, stage.WallMs));
}
