using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED005: speculation starts copies of tasks that are not slow, and nearly all of them lose.</summary>
internal static class WastedSpeculation
{
    public const string Id = "SCHED005";

    /// <summary>The defaults of Spark 4, which start fewer copies than those of Spark 3, 1.5 and 0.75.</summary>
    private static readonly (string Key, double Value, string Change)[] Stricter =
    [
        ("spark.speculation.multiplier", 3, "Copy only tasks that have run three times as long as the median of their stage."),
        ("spark.speculation.quantile", 0.9, "Copy tasks only when nine of ten of their stage have ended."),
    ];

    public static readonly Diagnosis Diagnosis = new(Id, "Speculation wastes work", Rank.Scheduling, Check)
    {
        Limits = [SchedulingThresholds.Copies, SchedulingThresholds.CopyShare, SchedulingThresholds.WinShare],
    };

    private static void Check(Inspection inspection, Report report)
    {
        List<Copies> stages = [.. inspection.Stages.Where(stage => stage.Stage.Tasks.Count > stage.TaskCount).Select(Read).Where(copies => copies.Count > 0)];
        var (count, won, lostMs) = (stages.Sum(copies => copies.Count), stages.Sum(copies => copies.Won), stages.Sum(copies => copies.LostMs));
        var appMs = inspection.Stages.Sum(stage => stage.BusyMs);
        var wins = won / (double)Math.Max(1, count);
        if (count < inspection.ValueOf(Id, SchedulingThresholds.Copies) || lostMs < inspection.ValueOf(Id, SchedulingThresholds.CopyShare) * appMs
            || wins >= inspection.ValueOf(Id, SchedulingThresholds.WinShare))
        {
            return;
        }

        var worst = stages.MaxBy(copies => copies.LostMs)!; // There are copies, by the condition.
        var suspicion = inspection.Suspect(worst.Stage, Confidence.High);
        suspicion.Basis = Basis.Measured;
        suspicion.RelatedPlaces.Add(new SettingPlace("spark.speculation"));
        suspicion.Prove("copies", count, EvidenceUnit.Count)
            .Prove("copiesThatWon", won, EvidenceUnit.Count)
            .Prove("winShare", wins, EvidenceUnit.Ratio, null, new Threshold(SchedulingThresholds.WinShare.Name, Comparison.AtMost, inspection.ValueOf(Id, SchedulingThresholds.WinShare)))
            .Prove("lostTime", lostMs, EvidenceUnit.CoreMilliseconds, new ApplicationPlace());
        foreach (var copies in stages)
        {
            inspection.Relate(suspicion, copies.Stage);
            suspicion.Claim(copies.Stage, Bucket.Lost, copies.LostMs * 0.8, copies.LostMs, copies.LostMs).ClaimArea(copies.Stage);
        }

        AdviseStricter(inspection, suspicion);
        report.Add(suspicion.Advise("Where tasks of a stage take differently long by nature, copies cannot win: spark.speculation=false."));
    }

    /// <summary>A value that is stricter already stays.</summary>
    internal static void AdviseStricter(Inspection inspection, Suspicion suspicion)
    {
        foreach (var (key, value, change) in Stricter)
        {
            if (!double.TryParse(inspection.Settings.Find(key), System.Globalization.CultureInfo.InvariantCulture, out var now) || now < value)
            {
                suspicion.Advise(inspection.Settings.Change(key, value.ToString(System.Globalization.CultureInfo.InvariantCulture), change));
            }
        }
    }

    private static Copies Read(StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        var (count, won, lost) = (0, 0, 0L);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (tasks.IsSpeculative(row))
            {
                count++;
                var isWinner = tasks.Status(row) == TaskAttemptStatus.Success;
                won += isWinner ? 1 : 0;
                lost += isWinner ? 0 : Math.Max(0, tasks.Duration(row).Value);
            }
        }

        return new Copies(stage, count, won, lost);
    }

    /// <summary>Speculative copies of a stage.</summary>
    /// <param name="Stage">The stage.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Won">Of these, such as ended first.</param>
    /// <param name="LostMs">Time of the others.</param>
    private sealed record Copies(StageWork Stage, int Count, int Won, long LostMs);
}
