using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>
/// IO019: a MERGE writes many rows again that it does not change. Delta counts them in its command, Spark in its node MergeRows since 4.1; what Iceberg replaced
/// it tells its metrics reporter only, which DataFlint's plugin writes to the log.
/// </summary>
internal static class RewrittenTable
{
    public const string Id = "IO019";

    private static readonly string[] Copied = ["number of target rows rewritten unmodified", "number of target rows copied unmodified because they did not match any action"];
    private static readonly string[] Updated = ["number of updated rows", "number of target rows updated"];
    private static readonly string[] Deleted = ["number of deleted rows", "number of target rows deleted"];

    public static readonly Diagnosis Diagnosis = new(Id, "Rewrites most of a table to change a little", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.UnchangedShare,
            InputOutputThresholds.ChangedShare,
            InputOutputThresholds.ReplacedShare,
            InputOutputThresholds.StageWorkMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var plan in inspection.Plans)
        {
            if (plan.Execution.Commits.Count > 0)
            {
                CheckCommits(inspection, report, plan);
                continue;
            }

            foreach (var node in plan.Operators)
            {
                if (Total(node, Copied) is { } copied)
                {
                    Check(inspection, report, node, copied);
                }
                else if (node.Name is "ReplaceData" or "MergeRows" && !plan.Operators.Any(other => Total(other, Copied) is not null))
                {
                    report.AddNotChecked(new ApplicationPlace(), NotCheckedReason.MetricAbsent);
                }
            }
        }
    }

    private static void Check(Inspection inspection, Report report, PlanOperator node, long copied)
    {
        var changed = (Total(node, Updated) ?? 0) + (Total(node, Deleted) ?? 0);
        var share = copied / (double)Math.Max(1, copied + changed);
        var limit = inspection.ValueOf(Id, InputOutputThresholds.UnchangedShare);
        List<StageWork> stages = [.. WritingStages(node)];
        if (share < limit || stages.Sum(stage => stage.RunMs) < inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs))
        {
            return;
        }

        var suspicion = new Suspicion(node.Place, Confidence.Medium);
        suspicion.Doubt("how much of the table changed is inferred from rows read and written");
        suspicion.Prove("rowsCopied", copied, EvidenceUnit.Rows)
            .Prove("rowsChanged", changed, EvidenceUnit.Rows)
            .Prove("copiedShare", share, EvidenceUnit.Ratio, null, new Threshold(InputOutputThresholds.UnchangedShare.Name, Comparison.AtLeast, limit));
        if (node.Total("number of files removed to target") is { } files)
        {
            suspicion.Prove("filesReplaced", files, EvidenceUnit.Count);
        }

        foreach (var stage in stages)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, share * 0.2, share * 0.5, share * 0.8);
        }

        report.Add(Advise(suspicion));
    }

    /// <summary>Commits of a query that replaces files: an append takes none out, and of a compaction it is the purpose.</summary>
    private static void CheckCommits(Inspection inspection, Report report, QueryPlan plan)
    {
        if (!plan.Operators.Any(node => node.Name is "ReplaceData" or "MergeRows") || plan.Stages.LastOrDefault() is not { } stage || stage.RunMs < inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs))
        {
            return;
        }

        foreach (var commit in plan.Execution.Commits.Where(commit => commit.Operation == "overwrite" && commit.RemovedFiles > 0))
        {
            // Of the files that the table has afterwards: how many were added, and so how many there were before, is not told.
            var replaced = Math.Min(1, commit.RemovedFiles / (double)Math.Max(1, commit.TotalFiles));
            var rowsBefore = commit.TotalRows - commit.AddedRows + commit.RemovedRows;
            var changed = Math.Abs(commit.AddedRows - commit.RemovedRows) / (double)Math.Max(1, commit.TotalRows);
            var isLittle = changed < inspection.ValueOf(Id, InputOutputThresholds.ChangedShare) && replaced > inspection.ValueOf(Id, InputOutputThresholds.ChangedShare) && commit.AddedRows + commit.RemovedRows <= 2 * rowsBefore;
            if (isLittle || replaced > inspection.ValueOf(Id, InputOutputThresholds.ReplacedShare))
            {
                var suspicion = new Suspicion(plan.Place, Confidence.Medium);
                suspicion.Doubt("how much of the table changed is inferred from rows read and written");
                suspicion.Prove("table", commit.Table).Prove("filesReplaced", commit.RemovedFiles, EvidenceUnit.Count).Prove("filesOfTable", commit.TotalFiles, EvidenceUnit.Count)
                    .Prove("replacedShare", replaced, EvidenceUnit.Ratio).Prove("rowsAddedOrRemoved", Math.Abs(commit.AddedRows - commit.RemovedRows), EvidenceUnit.Rows);
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, 0.2, 0.5, 0.8);
                report.Add(Advise(suspicion));
            }
        }
    }

    private static Suspicion Advise(Suspicion suspicion) => suspicion
        .Advise("Say in the condition of the MERGE which partitions or clusters the rows are in, so that fewer files match: target.day IN (…) AND target.id = source.id.")
        .Advise(new Remedy(RemedyKind.Data, "Write changes beside the data: deletion vectors of Delta (delta.enableDeletionVectors), or write.merge.mode=merge-on-read of Iceberg.", "Readers of the table know them.", "Reads get slower until the table is compacted."))
        .Advise(new Remedy(RemedyKind.Data, "Partition or cluster the table by the key that changes arrive by."));

    /// <summary>Stages that wrote: those whose tasks counted the copied rows; of a command the last one that ran for it.</summary>
    private static IEnumerable<StageWork> WritingStages(PlanOperator node) =>
        Copied.SelectMany(node.StagesOf).Distinct().ToList() is { Count: > 0 } counted ? counted : node.Plan.Stages.TakeLast(1);

    private static long? Total(PlanOperator node, string[] names) => names.Select(node.Total).FirstOrDefault(total => total is not null);
}
