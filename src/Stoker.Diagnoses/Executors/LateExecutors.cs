using System.Globalization;
using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC002: tasks wait on the critical path and no executor is there yet. Time, not money: there are no slots that could be paid for.</summary>
internal static class LateExecutors
{
    public const string Id = "EXEC002";

    public static readonly Diagnosis Diagnosis = new(Id, "Executors arrive late", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorThresholds.LateMs,
            ExecutorThresholds.LateShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal)
        {
            return;
        }

        var waits = WaitsOf(inspection);
        var wait = waits.Sum(segment => segment.Duration.Value);
        var limit = inspection.ValueOf(Id, ExecutorThresholds.LateShare);
        if (!IsMuch(inspection, waits))
        {
            return;
        }

        // Of executors that dynamic allocation had let go shortly before, its timeout is the cause.
        var behindRelease = ExecutorChurn.FirstReleaseMs(inspection) is { } released ? waits.Where(segment => segment.Start.EpochMilliseconds >= released).Sum(segment => segment.Duration.Value) : 0;
        var suspicion = new Suspicion(new ApplicationPlace(), Confidence.High) { Basis = Basis.Bounded, SameAs = behindRelease * 2 >= wait ? ExecutorChurn.Cause : null };
        suspicion.Prove("waitingForExecutors", wait, EvidenceUnit.Milliseconds)
            .Prove("waitingShare", wait / (double)inspection.WallMs, EvidenceUnit.Ratio, null, new Threshold(ExecutorThresholds.LateShare.Name, Comparison.AtLeast, limit));
        Claim(inspection, suspicion, waits);
        var isAllocated = inspection.Settings.IsOn("spark.dynamicAllocation.enabled") == true;
        if (!isAllocated && StartsBesideTheDriver(inspection))
        {
            // No cluster made them wait: JVMs that start on the driver's own machine take what its CPUs give.
            suspicion.MostSeverity = Severity.Info;
        }

        if (isAllocated)
        {
            suspicion.Advise(new Remedy(
                RemedyKind.Setting,
                "Ask at the start for as many executors as the run came to have at once, before its first stage asks.",
                Setting: new SettingChange("spark.dynamicAllocation.initialExecutors", inspection.Settings.Find("spark.dynamicAllocation.initialExecutors"), MostAtOnce(inspection).ToString(CultureInfo.InvariantCulture))));
        }

        suspicion.Advise("Keep a warm pool, or smaller images and requests that fit a queue or node at once; ask the cluster's owner why containers wait.");
        report.Add(suspicion);
    }

    /// <summary>Executors alive at the widest moment.</summary>
    private static int MostAtOnce(Inspection inspection)
    {
        List<long> ends = [.. inspection.Curve.Lives.Select(life => life.EndMs).Order()];
        var (most, started, ended) = (0, 0, 0);
        foreach (var start in inspection.Curve.Lives.Select(life => life.StartMs).Order())
        {
            for (started++; ended < ends.Count && ends[ended] <= start; ended++)
            {
            }

            most = Math.Max(most, started - ended);
        }

        return most;
    }

    /// <summary>Stretches of the critical path in which tasks wait for executors, before any is lost: afterwards the losses are to blame.</summary>
    public static List<CriticalSegment> WaitsOf(Inspection inspection)
    {
        var firstLossMs = inspection.Application.Executors.Where(executor => LossText.Read(executor.RemoveReason) != LossCause.Released).Min(executor => executor.RemoveTime?.EpochMilliseconds) ?? long.MaxValue;
        return [.. inspection.Time.CriticalPath.Segments.Where(segment => segment.Cause == CriticalCause.WaitingForExecutors && segment.End.EpochMilliseconds <= firstLossMs)];
    }

    /// <summary>Whether they are worth a finding of their own.</summary>
    public static bool IsMuch(Inspection inspection, List<CriticalSegment> waits)
    {
        var wait = waits.Sum(segment => segment.Duration.Value);
        return wait >= inspection.ValueOf(Id, ExecutorThresholds.LateMs) && wait >= inspection.ValueOf(Id, ExecutorThresholds.LateShare) * inspection.WallMs;
    }

    /// <summary>The price of waits, and how long each stage waited.</summary>
    public static void Claim(Inspection inspection, Suspicion suspicion, List<CriticalSegment> waits)
    {
        foreach (var stages in waits.Where(segment => segment.Stage is not null).GroupBy(segment => segment.Stage.GetValueOrDefault()))
        {
            var stage = inspection.AttemptsOf(stages.Key.Stage).First(stage => stage.Stage.Id == stages.Key);
            var length = stages.Sum(segment => segment.Duration.Value);
            inspection.Relate(suspicion, stage);
            suspicion.Prove("stageWait", length, EvidenceUnit.Milliseconds, new StagePlace(stage.Stage.Id));

            // A cluster that has room starts an executor in some seconds; what remains of the wait is that.
            suspicion.ClaimTail(stage, length * 0.2, length * 0.6, length * 0.9);
        }
    }

    /// <summary>Whether all executors are on the machine of the driver.</summary>
    private static bool StartsBesideTheDriver(Inspection inspection)
    {
        var driver = inspection.Settings.Find("spark.driver.host");
        return inspection.Settings.Find("spark.master")?.StartsWith("local-cluster", StringComparison.Ordinal) == true
            || inspection.Application.Executors.Where(executor => !executor.IsDriver).All(executor => executor.Host == driver || executor.Host == "localhost" || executor.Host.StartsWith("127.", StringComparison.Ordinal));
    }
}
