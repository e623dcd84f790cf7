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
    /// <summary>
    /// Stages of its place and of the places of the same kind beside it, since one cause at several places is one finding; for a plan node, the stages
    /// beside it where there are any. Empty for the application as a whole.
    /// </summary>
    public IReadOnlySet<StageId> Of(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var places = finding.RelatedPlaces.Prepend(finding.Place).ToList();
        var stages = places.OfType<StagePlace>().Select(place => place.Stage.Stage).ToHashSet();
        var own = places.Where(place => place.GetType() == finding.Place.GetType()).SelectMany(Of).ToHashSet();
        return stages.Count > 0 && (own.Count == 0 || finding.Place is PlanNodePlace) ? stages : own;
    }

    private IEnumerable<StageId> Of(Place place) => place switch
    {
        StagePlace stage => [stage.Stage.Stage],
        JobPlace job => application.FindJob(job.Job)?.Stages ?? [],
        SqlExecutionPlace execution => OfExecution(execution.Execution),
        PlanNodePlace node => OfExecution(node.Execution),
        _ => [],
    };

    private IEnumerable<StageId> OfExecution(ExecutionId execution) => application.FindSqlExecution(execution)?.Stages ?? [];
}
