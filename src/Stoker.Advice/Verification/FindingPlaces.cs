using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Advice.Verification;

/// <summary>Which stages a finding is about. Thread safe.</summary>
/// <param name="application">The application that the findings are of.</param>
public sealed class FindingPlaces(Application application)
{
    /// <summary>Stages of the place, or of the stages beside it; empty for the application as a whole.</summary>
    public IReadOnlySet<StageId> Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var own = Of(finding.Place);
        return own.Count > 0 && finding.Place is not PlanNodePlace ? own
            : finding.RelatedPlaces.OfType<StagePlace>().Select(place => place.Stage.Stage).ToHashSet() is { Count: > 0 } related ? related
            : own;
    }

    private HashSet<StageId> Of(Place place) => place switch
    {
        StagePlace stage => [stage.Stage.Stage],
        JobPlace job => [.. application.FindJob(job.Job)?.Stages ?? []],
        SqlExecutionPlace execution => OfExecution(execution.Execution),
        PlanNodePlace node => OfExecution(node.Execution),
        _ => [],
    };

    private HashSet<StageId> OfExecution(ExecutionId execution) => [.. application.FindSqlExecution(execution)?.Stages ?? []];
}
