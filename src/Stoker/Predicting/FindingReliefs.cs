using Stoker.Advice.Verification;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Simulation.Changes;

namespace Stoker.Predicting;

/// <summary>What curing a finding would take away from the tasks of its stages, for a replay.</summary>
/// <param name="application">The application.</param>
internal sealed class FindingReliefs(Application application)
{
    /// <summary>No remedy takes away more of a stage than this: something of the work stays.</summary>
    private const double MostShare = 0.95;

    /// <summary>Their cost is slots that wait for one long task: curing them spreads its work, and takes none away.</summary>
    private static readonly string[] Uneven = ["SKEW001", "SKEW002", "SKEW003", "SCHED002"];

    /// <summary>Their cost is not in tasks: empty slots, a driver at work, a log that is cut.</summary>
    private static readonly string[] OutsideTasks = ["PART002", "PART003", "SKEW004", "SKEW005", "SKEW006", "EXEC", "CLUS", "DRV", "LOG", "STRM", "CONF", "FAIL", "MEM003", "MEM004", "MEM014", "IO011"];

    /// <summary>Curing them leaves what tasks hold as it is: they read otherwise, or start elsewhere.</summary>
    private static readonly string[] SameMemory = ["IO", "SCHED"];

    private readonly FindingPlaces _places = new(application);
    private readonly Dictionary<StageId, double> _heldMs = application.Stages.GroupBy(stage => stage.Id.Stage)
        .ToDictionary(group => group.Key, group => group.Sum(HeldMs));

    /// <summary>The reliefs; empty where a replay of tasks cannot tell what the finding costs.</summary>
    public IReadOnlyList<StageRelief> Of(Finding finding)
    {
        if (finding.Cost is not { CoreSeconds: { Expected: > 0 } core } || OutsideTasks.Any(family => finding.Id.StartsWith(family, StringComparison.Ordinal)))
        {
            return [];
        }

        var stages = _places.Of(finding).Where(stage => _heldMs.GetValueOrDefault(stage) > 0).Order().ToList();
        if (Uneven.Contains(finding.Id))
        {
            return [.. stages.Select(stage => new StageRelief(stage, 0, EvenOut: true) { Frees = FreedBy(finding) })];
        }

        var heldMs = stages.Sum(stage => _heldMs[stage]);
        if (core.Expected * 1000 > heldMs)
        {
            return []; // Part of its cost is in stages that it does not name.
        }

        return [.. stages.Select(stage => new StageRelief(stage, Share(core.Expected), LeastShareSaved: Share(core.Low), MostShareSaved: Share(core.High)) { Frees = FreedBy(finding) })];

        double Share(double seconds) => Math.Clamp(seconds * 1000 / heldMs, 0, MostShare);
    }

    private static FreedMemory FreedBy(Finding finding) => finding.Id.StartsWith("PYTHON", StringComparison.Ordinal) ? FreedMemory.Python
        : Array.Exists(SameMemory, family => finding.Id.StartsWith(family, StringComparison.Ordinal)) ? FreedMemory.None : FreedMemory.Execution;

    private static double HeldMs(StageAttempt stage)
    {
        var sum = 0.0;
        for (var row = 0; row < stage.Tasks.Count; row++)
        {
            sum += stage.Tasks.Duration(row).Value;
        }

        return sum;
    }
}
