using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC004: dynamic allocation releases executors and asks for new ones soon after, again and again. Taken or dead executors are no churn.</summary>
internal static class ExecutorChurn
{
    public const string Id = "EXEC004";

    /// <summary>Names waits that come of releasing executors too early.</summary>
    public const string Cause = "executors released too early";

    private const string IdleTimeout = "spark.dynamicAllocation.executorIdleTimeout";

    public static readonly Diagnosis Diagnosis = new(Id, "Executors churn", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.ChurnMs,
            ExecutorShapeThresholds.Churned,
            ExecutorShapeThresholds.ChurnShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.Settings.IsOn("spark.dynamicAllocation.enabled") != true)
        {
            return;
        }

        var waits = Replacements(inspection).Select(replaced => replaced.WaitMs).Order().ToList();
        var executors = inspection.Application.Executors.Count(executor => !executor.IsDriver);
        var limit = inspection.ValueOf(Id, ExecutorShapeThresholds.Churned);
        if (waits.Count < limit || waits.Count < inspection.ValueOf(Id, ExecutorShapeThresholds.ChurnShare) * executors)
        {
            return;
        }

        // By itself it is to know; what tasks waited for the replacements is EXEC002's, which becomes its consequence.
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { LeastSeverity = Severity.Info, SameAs = Cause };
        suspicion.Prove("releasedAndReplaced", waits.Count, EvidenceUnit.Count, null, new Threshold(ExecutorShapeThresholds.Churned.Name, Comparison.AtLeast, limit))
            .Prove("executors", executors, EvidenceUnit.Count)
            .Prove("medianTimeUntilReplaced", waits[waits.Count / 2], EvidenceUnit.Milliseconds);
        report.Add(suspicion
            .Advise(inspection.Settings.Change(IdleTimeout, "300s", "Keep idle executors until the next job needs them.", risk: "They are paid for meanwhile."))
            .Advise("Where pauses between jobs are long, let the next job's reading begin beforehand in a thread, or run the jobs in one."));
    }

    /// <summary>When the first executor was released that was soon replaced; null when none was.</summary>
    public static long? FirstReleaseMs(Inspection inspection) =>
        inspection.Settings.IsOn("spark.dynamicAllocation.enabled") == true && Replacements(inspection) is [var first, ..] ? first.ReleasedMs : null;

    /// <summary>For each executor that was released and soon replaced, when that was, ms since the epoch, and the time until it was replaced, ms. Each new executor replaces one.</summary>
    private static List<(long ReleasedMs, long WaitMs)> Replacements(Inspection inspection)
    {
        var within = (long)inspection.ValueOf(Id, ExecutorShapeThresholds.ChurnMs);
        var added = new Queue<long>(inspection.Application.Executors.Where(executor => !executor.IsDriver).Select(executor => executor.AddTime.EpochMilliseconds).Order());
        List<(long ReleasedMs, long WaitMs)> waits = [];
        foreach (var removed in inspection.Application.Executors
            .Where(executor => executor.RemoveTime is not null && LossText.Read(executor.RemoveReason) == LossCause.Released)
            .Select(executor => executor.RemoveTime!.Value.EpochMilliseconds).Order()) // Not null by the condition.
        {
            while (added.TryPeek(out var time) && time <= removed)
            {
                added.Dequeue();
            }

            if (added.TryPeek(out var next) && next - removed <= within)
            {
                waits.Add((removed, next - removed));
                added.Dequeue();
            }
        }

        return waits;
    }
}
