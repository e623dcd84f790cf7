using Stoker.Diagnoses.Ledger;
using System.Globalization;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC010: dynamic allocation has all executors that it may have, and twice as many tasks wait. Somebody has set that limit; whether it is right is a matter of price.</summary>
internal static class AllocationCeiling
{
    public const string Id = "EXEC010";

    private const string Key = "spark.dynamicAllocation.maxExecutors";

    public static readonly Diagnosis Diagnosis = new(Id, "Dynamic allocation hits its ceiling", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.CeilingShare,
            ExecutorShapeThresholds.PendingRatio,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.Settings.IsOn("spark.dynamicAllocation.enabled") != true || inspection.Settings.Number(Key) is not (> 0 and < int.MaxValue and var most))
        {
            return;
        }

        var full = new SlotSupply(AtCeiling(inspection, most));
        var ratio = inspection.ValueOf(Id, ExecutorShapeThresholds.PendingRatio);
        long length = 0, until = long.MinValue;
        foreach (var stage in inspection.Stages.Where(stage => stage.TaskCount >= (1 + ratio) * inspection.SlotsOf(stage)).OrderBy(stage => stage.StartMs))
        {
            // Concurrent stages wait at the same time: it counts once.
            var (from, to) = (Math.Max(stage.StartMs, until), stage.LastLaunchMs);
            length += (long)full.Between(from, to);
            until = Math.Max(until, to);
        }

        var limit = inspection.ValueOf(Id, ExecutorShapeThresholds.CeilingShare);
        if (length == 0 || length < limit * inspection.WallMs)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.Prove("maxExecutors", most, EvidenceUnit.Count)
            .Prove("timeAtCeiling", length, EvidenceUnit.Milliseconds, new ApplicationPlace())
            .Prove("ceilingShare", length / (double)inspection.WallMs, EvidenceUnit.Ratio, new ApplicationPlace(), new Threshold(ExecutorShapeThresholds.CeilingShare.Name, Comparison.AtLeast, limit));
        report.Add(suspicion.Advise(inspection.Settings.Change(Key, (most * 2).ToString(CultureInfo.InvariantCulture), "Raise the limit where earlier is worth more executors: stoker whatif tells the price.", risk: "Others of the queue get less.")));
    }

    /// <summary>Spans in which as many executors lived as are allowed.</summary>
    private static List<(long StartMs, long EndMs, int Once)> AtCeiling(Inspection inspection, long most)
    {
        List<(long Time, int Change)> changes = [];
        foreach (var life in inspection.Curve.Lives)
        {
            changes.Add((life.StartMs, 1));
            changes.Add((life.EndMs, -1));
        }

        changes.Sort();
        List<(long StartMs, long EndMs, int Once)> spans = [];
        var alive = 0;
        for (var index = 0; index + 1 < changes.Count; index++)
        {
            alive += changes[index].Change;
            if (alive >= most && changes[index + 1].Time > changes[index].Time)
            {
                spans.Add((changes[index].Time, changes[index + 1].Time, 1));
            }
        }

        return spans;
    }
}
