using Stoker.Advice.Comparison.Matching;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Tests.Advice.Comparison;

/// <summary>Stages and units to match and compare in tests.</summary>
internal static class WorkSketches
{
    public static StageWork Stage(int id, StageFigures figures, int parents = 0, string place = "save at job.py:", params string[] operators) => new()
    {
        Id = new StageId(id),
        Place = place,
        Operators = operators,
        ParentCount = parents,
        Figures = figures,
    };

    public static WorkUnit Unit(string place, string[] operators, params StageWork[] stages) => new() { Name = place, Place = place, Operators = operators, Stages = stages };

    /// <summary>A stage whose tasks only compute, all of one length, with its whole time on the critical path.</summary>
    public static StageFigures Even(double taskMs, int tasks, double slots, double? records = null) => new()
    {
        Core = new CoreSplit { Compute = new Milliseconds((long)(taskMs * tasks)) },
        PathWork = taskMs * Math.Ceiling(tasks / slots),
        Slots = slots,
        Tasks = tasks,
        LongestTask = taskMs,
        MeanTask = taskMs,
        Records = records,
    };
}
