using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Driver;

/// <summary>DRV002: a large result is pulled to the driver.</summary>
internal static class LargeResult
{
    public const string Id = "DRV002";

    private static readonly HashSet<string> Methods = new(StringComparer.Ordinal)
    {
        "collect", "toPandas", "toLocalIterator", "collectAsList", "collectToPython", "take", "takeAsList", "toArrow", "collectAsMap", "head", "tail", "takeOrdered", "top",
    };

    public static readonly Diagnosis Diagnosis = new(Id, "A large result is pulled to the driver", Rank.Driver, Check)
    {
        Limits =
        [
            DriverThresholds.ResultFloor,
            DriverThresholds.ResultBytes,
            DriverThresholds.LargeResultBytes,
            DriverThresholds.ResultRows,
        ],
    };

    /// <summary>Jobs that brought many rows to the driver.</summary>
    public static IReadOnlyList<Collect> Find(Inspection inspection)
    {
        List<Collect> found = [];
        foreach (var stage in inspection.Stages)
        {
            var bytes = stage.ResultBytes - (long)(inspection.ValueOf(Id, DriverThresholds.ResultFloor) * stage.TaskCount);
            if (bytes < inspection.ValueOf(Id, DriverThresholds.ResultBytes) || inspection.JobOf(stage) is not { } job || !IsCollect(inspection, job))
            {
                continue;
            }

            var rows = RowsOf(inspection, job, stage);
            var large = inspection.ValueOf(Id, DriverThresholds.LargeResultBytes);
            var quarter = (inspection.Settings.ByteCount("spark.driver.maxResultSize") ?? (1L << 30)) / 4;
            if (rows is null || rows >= inspection.ValueOf(Id, DriverThresholds.ResultRows) || bytes >= large || (quarter > 0 && bytes >= quarter))
            {
                found.Add(new Collect(job, stage, bytes, rows, quarter > 0 && bytes >= quarter));
            }
        }

        return found;
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var collect in inspection.Collects)
        {
            var stage = collect.Stage;
            var suspicion = new Suspicion(StagePlaces.CallSiteOf(collect.Job) ?? new JobPlace(collect.Job.Id), Confidence.High);
            suspicion.RelatedPlaces.Add(new JobPlace(collect.Job.Id));
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);
            suspicion.LeastSeverity = collect.IsNearLimit ? Severity.Info : null;
            suspicion.Prove("resultSize", collect.Bytes, EvidenceUnit.Bytes, new StagePlace(stage.Stage.Id));
            if (collect.Rows is { } rows)
            {
                suspicion.Prove("rows", rows, EvidenceUnit.Rows);
            }

            // Serializing the rows on the executors and fetching them is overhead of the tasks; turning them into Python objects is the gap.
            var fetch = stage.GettingResultMs + stage.ResultSerializationMs;
            suspicion.Claim(stage, Bucket.Overhead, fetch * 0.7, fetch, fetch);
            suspicion.ClaimRun(inspection.Ledger, stage, 0.1, 0.3, 0.6);
            if (ExplainedGaps.FollowingGap(inspection, collect.Job) is { } gap)
            {
                suspicion.Prove("gapAfter", gap.Milliseconds, EvidenceUnit.Milliseconds, new JobPlace(collect.Job.Id));
                suspicion.ClaimGap(gap, 0.7, 0.9, 1);
            }

            suspicion.Advise("Aggregate, filter or limit in Spark before collecting; write large results to storage.")
                .Advise("Where all rows must pass the driver, read them piece by piece with toLocalIterator().");
            report.Add(suspicion);
        }
    }

    private static bool IsCollect(Inspection inspection, Job job)
    {
        var text = job.CallSite ?? job.Name;
        if (Methods.Contains(StagePlaces.MethodOf(text)))
        {
            return true;
        }

        var execution = job.Execution is { } id ? inspection.Application.FindSqlExecution(id) : null;
        return execution is not null && Methods.Contains(StagePlaces.MethodOf(execution.Description));
    }

    /// <summary>Rows of the result: those of the plan's top node that counts them; absent for RDD code.</summary>
    private static long? RowsOf(Inspection inspection, Job job, StageWork stage) => job.Execution is not { } id
        ? stage.InputRecords > 0 ? stage.InputRecords : null
        : inspection.PlanOf(id)?.Operators.Select(node => node.OutputRows).FirstOrDefault(rows => rows is not null);

    /// <summary>A job that collects.</summary>
    internal sealed record Collect(Job Job, StageWork Stage, long Bytes, long? Rows, bool IsNearLimit);
}
