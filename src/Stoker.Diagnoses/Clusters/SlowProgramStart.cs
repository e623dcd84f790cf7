using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Clusters;

/// <summary>CLUS006: executors are there, and the program does not begin. The idle slots are the price of DRV001; this says when.</summary>
internal static class SlowProgramStart
{
    public const string Id = "CLUS006";

    public static readonly Diagnosis Diagnosis = new(Id, "Application start is slow before any job", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ClusterThresholds.FirstJobMs,
            ClusterThresholds.StartShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.IsInteractive || inspection.IsStreaming || inspection.Curve.Lives.Count == 0 || FirstWorkMs(inspection) is not { } first)
        {
            return;
        }

        var there = inspection.Curve.Lives.Min(life => life.StartMs);
        var wait = first - there;
        var limit = inspection.ValueOf(Id, ClusterThresholds.FirstJobMs);
        if (wait < limit || wait < inspection.ValueOf(Id, ClusterThresholds.StartShare) * inspection.WallMs)
        {
            return;
        }

        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.Medium) { FixedSeverity = Severity.Info };
        suspicion.Doubt("the log does not tell what the program did before its first job");
        suspicion.Prove("firstJobAfter", wait, EvidenceUnit.Milliseconds, null, new Threshold(ClusterThresholds.FirstJobMs.Name, Comparison.AtLeast, limit))
            .Prove("shareOfRun", wait / (double)Math.Max(1, inspection.WallMs), EvidenceUnit.Ratio)
            .Prove("slotsWaiting", inspection.Curve.SlotsAt(first), EvidenceUnit.Count)
            .Advise("Do what needs no Spark before the session is made: read files and models, ask other systems, import libraries.")
            .Advise("Pack the environment once (an image, spark.archives) instead of installing at each start.");
        report.Add(suspicion);
    }

    /// <summary>When the first job or query began: planning and listing of the first query are its own.</summary>
    private static long? FirstWorkMs(Inspection inspection)
    {
        var job = inspection.Application.Jobs.Min(job => job.SubmissionTime?.EpochMilliseconds);
        var query = inspection.Application.SqlExecutions.Min(execution => execution.StartTime?.EpochMilliseconds);
        return job is null || query < job ? query : job;
    }
}
