using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL011: a query failed, and the same query ran again and succeeded. What the failure cost is in FAIL002.</summary>
internal static class RepeatedQuery
{
    public const string Id = "FAIL011";

    public static readonly Diagnosis Diagnosis = new(Id, "The same query ran again after failing", Rank.Retries, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var failed = inspection.Plans.Where(plan => plan.Operators.Count > 0 && HasFailed(inspection, plan.Execution)).ToList();
        if (failed.Count == 0)
        {
            return;
        }

        var signatures = new PlanSignatures();
        var good = inspection.Plans.Where(plan => plan.Operators.Count > 0 && plan.Execution.Jobs.Count > 0 && plan.Execution.EndTime is not null && !HasFailed(inspection, plan.Execution)).ToLookup(plan => signatures.Of(plan.Operators[0]), StringComparer.Ordinal);
        foreach (var group in failed.GroupBy(plan => signatures.Of(plan.Operators[0]), StringComparer.Ordinal))
        {
            var last = group.Last();
            if (good[group.Key].FirstOrDefault(plan => plan.Execution.StartTime >= last.Execution.EndTime) is { } again)
            {
                report.Add(Suspect([.. group], again));
            }
        }
    }

    private static Suspicion Suspect(List<QueryPlan> failed, QueryPlan again)
    {
        var suspicion = new Suspicion(failed[0].Place, failed[0].Operators.Any(node => PlanText.IsCut(node.Text)) ? Confidence.Medium : Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.Doubt("the plans are cut, and may differ in what was cut").RelatedPlaces.AddRange(failed.Skip(1).Select(plan => plan.Place));
        suspicion.RelatedPlaces.Add(again.Place);
        var text = failed[0].Execution.ErrorMessage ?? "";
        var error = PythonTraceback.Read(text)?.Error ?? text.Split('\n')[0].Trim(); // Before a traceback stands only that there is one.
        suspicion.Prove("failedExecutions", failed.Count, EvidenceUnit.Count)
            .Prove("failedWallTime", failed.Sum(plan => LengthMs(plan.Execution)), EvidenceUnit.Milliseconds)
            .Prove("taskTime", failed.Sum(plan => plan.RunMs), EvidenceUnit.CoreMilliseconds);
        if (error.Length > 0)
        {
            suspicion.Prove("error", error.Length > 200 ? error[..200] : error);
        }

        return suspicion.Advise("Remove what made it fail (FAIL002 has the job): until then the time of each failed run is paid on top.")
            .Advise("Where the program retries, retry the smallest part: write what is done before the step that may fail.");
    }

    private static long LengthMs(SqlExecution execution) => execution.StartTime is { } start && execution.EndTime is { } end ? Math.Max(0, end.EpochMilliseconds - start.EpochMilliseconds) : 0;

    /// <summary>Whether it ran jobs and one of them failed; an error before any job is the analyzer's.</summary>
    private static bool HasFailed(Inspection inspection, SqlExecution execution) => execution.Jobs.Any(id =>
        inspection.JobOf(id) is { Status: JobStatus.Failed } job && !CancelledWork.IsOfJob(job.FailureMessage));
}
