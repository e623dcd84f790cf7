using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF014: speculation beside writes that a second copy of a task repeats.</summary>
internal static class UnsafeSpeculation
{
    public const string Id = "CONF014";

    private const string Key = "spark.speculation";

    public static readonly Diagnosis Diagnosis = new(Id, "Speculation beside writes that may not run twice", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.Settings.IsOn(Key) != true)
        {
            return;
        }

        foreach (var stage in inspection.Stages)
        {
            if (SinkOf(inspection, stage) is { } sink)
            {
                report.Add(Suspect(inspection, stage, sink));
            }
        }
    }

    private static Suspicion Suspect(Inspection inspection, StageWork stage, string sink)
    {
        var copies = CopiesOf(stage);
        var suspicion = inspection.Suspect(stage, Confidence.Medium);
        suspicion.FixedSeverity = copies > 0 ? Severity.Minor : Severity.Info;
        suspicion.SameAs = sink;
        suspicion.Doubt("the log does not tell whether this write may run twice");
        suspicion.Prove("sink", sink).Prove("copies", copies, EvidenceUnit.Count);
        return suspicion.Advise(inspection.Settings.Change(Key, "false", "Run this program without speculation: a copy writes its rows a second time."))
            .Advise("Or make the write idempotent: upsert by key, or write to a staging table and move it at once.");
    }

    /// <summary>Where a stage writes without Spark's commit protocol; null when it does not.</summary>
    private static string? SinkOf(Inspection inspection, StageWork stage)
    {
        var name = StagePlaces.MethodOf(stage.Stage.Name);
        return name is "foreachPartition" or "foreach" or "foreachPartitionAsync" or "foreachAsync" ? name
            : WritingPlans(inspection, stage).Any(WritesToDatabase) && IsLast(inspection, stage) ? "JDBC"
            : null;
    }

    /// <summary>Whether a command writes by JDBC: Spark 4 names the provider only in the text of the whole plan.</summary>
    private static bool WritesToDatabase(QueryPlan plan) => plan.Operators.Any(node => node.Name.Contains("SaveIntoDataSourceCommand", StringComparison.Ordinal)
        && (node.Text.Contains("Jdbc", StringComparison.Ordinal) || plan.Execution.Plan.Description.Contains("JdbcRelationProvider", StringComparison.Ordinal)));

    /// <summary>The plans of a stage, and those of the queries that these are a part of: rows go to a database in a query of its own below the command.</summary>
    private static IEnumerable<QueryPlan> WritingPlans(Inspection inspection, StageWork stage) => inspection.PlansOf(stage).SelectMany(plan => new[] { plan, inspection.PlanOf(plan.Execution.RootId) }).OfType<QueryPlan>();

    /// <summary>Whether a stage is the last of its job: the one that writes.</summary>
    private static bool IsLast(Inspection inspection, StageWork stage) => inspection.JobOf(stage) is { } job && job.Stages.Max() == stage.Stage.Id.Stage;

    private static int CopiesOf(StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        var copies = 0;
        if (tasks.Count > stage.Stage.TaskCount)
        {
            for (var row = 0; row < tasks.Count; row++)
            {
                copies += tasks.IsSpeculative(row) && tasks.Status(row) != TaskAttemptStatus.Running ? 1 : 0;
            }
        }

        return copies;
    }
}
