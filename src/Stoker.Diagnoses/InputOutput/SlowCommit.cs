using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Remedies;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO011: committing output takes long.</summary>
internal static class SlowCommit
{
    public const string Id = "IO011";

    private const string Committer = "spark.hadoop.fs.s3a.committer.name";

    public static readonly Diagnosis Diagnosis = new(Id, "Committing output takes long", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.CommitMs,
            InputOutputThresholds.CommitShare,
        ],
    };

    /// <summary>Writes whose commits take long; commit metrics exist since Spark 3.2.</summary>
    public static IReadOnlyList<Written> Writes(Inspection inspection)
    {
        List<Written> found = [];
        foreach (var node in inspection.Operators.Where(node => node.Metric("job commit time") is not null))
        {
            var (job, task) = (node.TotalMs("job commit time") ?? 0, node.TotalMs("task commit time") ?? 0);
            var execution = node.Plan.Execution;
            var end = execution.EndTime?.EpochMilliseconds ?? inspection.Curve.EndMs;
            var length = end - (execution.StartTime?.EpochMilliseconds ?? inspection.Curve.StartMs);

            // Tasks commit side by side, the driver by itself.
            var wall = job + (task / (node.Stages.Count > 0 ? Math.Clamp(node.Stages[^1].TaskCount, 1, inspection.SlotsOf(node.Stages[^1])) : 1));
            if (wall >= inspection.ValueOf(Id, InputOutputThresholds.CommitMs) && wall >= inspection.ValueOf(Id, InputOutputThresholds.CommitShare) * length)
            {
                var lastJob = execution.Jobs.Select(inspection.JobOf).Max(found => found?.CompletionTime?.EpochMilliseconds) ?? end;
                found.Add(new Written(node, job, task, job > 0 ? ExplainedGaps.Within(inspection, lastJob - (long)job, end) : []));
            }
        }

        return found;
    }

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Settings.Version is { } version && version < new Model.Settings.SparkVersion(3, 2)
            && inspection.FileWrites.Count > 0)
        {
            report.AddNotChecked(new Findings.Places.ApplicationPlace(), Findings.NotChecked.NotCheckedReason.VersionTooOld);
        }

        foreach (var write in Writes(inspection))
        {
            var suspicion = new Suspicion(write.Node.Place, Confidence.High);
            suspicion.Prove("jobCommitTime", write.JobCommitMs, EvidenceUnit.Milliseconds).Prove("taskCommitTime", write.TaskCommitMs, EvidenceUnit.CoreMilliseconds);
            foreach (var gap in write.Gaps)
            {
                suspicion.ClaimGap(gap, 0.5, 0.8, 1);
            }

            foreach (var stage in write.Node.Stages.TakeLast(1))
            {
                suspicion.Claim(stage, Bucket.Compute, write.TaskCommitMs * 0.4, write.TaskCommitMs * 0.8, write.TaskCommitMs).ClaimArea(stage);
            }

            suspicion.Advise(IsElsewhere(write.Node) || inspection.Settings.Find(Committer) == "magic" ? null
                    : new Remedy(RemedyKind.Setting, "On S3 use the magic committer, which does not copy.", "The path is on s3a.", null, "3.2", new SettingChange(Committer, inspection.Settings.Find(Committer), "magic")))
                .Advise("Write fewer, larger files, or a table format that commits by metadata (Delta, Iceberg).");
            report.Add(suspicion);
        }
    }

    /// <summary>Whether a write is known to go to another store than S3.</summary>
    private static bool IsElsewhere(PlanOperator write) => Plans.Writes.TargetOf(write) is { } target && !target.StartsWith("s3", StringComparison.Ordinal);

    /// <summary>A write with its commit times.</summary>
    internal sealed record Written(PlanOperator Node, double JobCommitMs, double TaskCommitMs, IReadOnlyList<Gap> Gaps);
}
