using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Skew;

/// <summary>SKEW004: very few distinct keys, so that most partitions of a shuffle are empty and most slots have nothing to do.</summary>
internal static class FewKeys
{
    public const string Id = "SKEW004";

    public static readonly Diagnosis Diagnosis = new(Id, "Very few distinct keys: most partitions are empty", Rank.DataShape, Check)
    {
        Limits =
        [
            SkewThresholds.MinStageWorkMs,
            SkewThresholds.FilledShare,
            SkewThresholds.FilledTimeShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages)
        {
            var slots = inspection.SlotsOf(stage);
            if (stage.ShuffleReadRecords == 0 || stage.RunMs < inspection.ValueOf(Id, SkewThresholds.MinStageWorkMs) || stage.TaskCount < slots)
            {
                continue;
            }

            var (filled, filledMs, longestMs) = FilledTasks(stage);
            var exchanges = SkewSearch.ExchangesOf(inspection, stage);
            if (filled == 0 || filled >= inspection.ValueOf(Id, SkewThresholds.FilledShare) * slots
                || filledMs < inspection.ValueOf(Id, SkewThresholds.FilledTimeShare) * stage.DurationMs
                || !exchanges.Any(exchange => exchange.Text.Contains("hashpartitioning", StringComparison.Ordinal)))
            {
                continue;
            }

            var suspicion = inspection.Suspect(stage, Confidence.High);
            suspicion.Basis = Basis.Bounded;
            suspicion.Evidence.Add(EvidenceItem.Of("partitionsWithData", filled, EvidenceUnit.Count, suspicion.Place));
            suspicion.Evidence.Add(EvidenceItem.Of("partitions", stage.TaskCount, EvidenceUnit.Count, suspicion.Place));
            suspicion.Evidence.Add(EvidenceItem.Of("longestTask", longestMs, EvidenceUnit.Milliseconds, suspicion.Place));
            SkewSearch.Relate(suspicion, exchanges);
            var area = stage.DurationMs / slots;
            TailPrice.Of(stage.WallMs, stage.BusyMs, slots, area).Claim(suspicion, inspection.Ledger, stage, slots);
            Advise(suspicion, exchanges.Select(Exchanges.ConsumerOf).FirstOrDefault(node => node is not null));
            report.Add(suspicion);
        }
    }

    /// <summary>A window or a group that Python gets as a whole cannot be worked on in two steps; an aggregate can.</summary>
    private static void Advise(Suspicion suspicion, PlanOperator? reader)
    {
        if (reader?.Name.Contains("Window", StringComparison.Ordinal) == true)
        {
            suspicion.AdviseIf("May the window start anew within each part of a group, or are only its first ranks used?", "Add a finer key to partitionBy, or keep the ranks that are needed by a filter on row_number() (pushed below the shuffle since Spark 3.5).");
        }
        else if (reader?.Name.StartsWith("FlatMap", StringComparison.Ordinal) == true)
        {
            suspicion.AdviseIf("May the function be called for parts of a group?", "Group by a finer key, so that every slot has groups.");
        }
        else
        {
            suspicion.Advise("Aggregate in two steps: first by key and a salt, then by key alone, so that all slots work on the first step.")
                .AdviseIf("Is only a number made of the collected values afterwards?", "Use aggregates that reduce before the shuffle (count, sum, max) in place of collect_list.");
        }
    }

    private static (int Tasks, long TaskMs, long LongestMs) FilledTasks(StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        var records = tasks.Metric(TaskMetric.ShuffleRecordsRead);
        var (count, sum, longest) = (0, 0L, 0L);
        for (var row = 0; records is not null && row < tasks.Count; row++)
        {
            if (tasks.Status(row) == TaskAttemptStatus.Success && records[row] > 0)
            {
                count++;
                sum += tasks.Duration(row).Value;
                longest = Math.Max(longest, tasks.Duration(row).Value);
            }
        }

        return (count, sum, longest);
    }
}
