using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Work;

namespace Stoker.Diagnoses.Caching;

/// <summary>
/// Executions that shuffle the same rows alike and then do the same with them: not the shuffle but what they make of it could have been kept, which is CACHE001's. Where they
/// go different ways from the shuffle on, it is SHUF001's.
/// </summary>
internal static class WorkBehindShuffle
{
    /// <summary>Of groups of shuffles of equal signature those whose readers do equal work, with the nodes that do it.</summary>
    public static IReadOnlyDictionary<List<PlanOperator>, IReadOnlyList<PlanOperator>> Of(IReadOnlyList<List<PlanOperator>> groups)
    {
        // Literals and expressions count: the same aggregate of another column is other work.
        var signatures = new PlanSignatures(withExpressions: true);
        var found = new Dictionary<List<PlanOperator>, IReadOnlyList<PlanOperator>>();
        foreach (var group in groups)
        {
            List<PlanOperator> consumers = [.. group.Select(Exchanges.ConsumerOf).OfType<PlanOperator>().Where(IsWork)];
            if (consumers.Count == group.Count && consumers.Select(signatures.Of).Distinct(StringComparer.Ordinal).Count() == 1)
            {
                found[group] = consumers;
            }
        }

        return found;
    }

    /// <summary>By execution: such work with a key for it and all stages that lead to it and do it. Of work that the same executions do, one behind the other, only the last counts.</summary>
    public static ILookup<QueryPlan, (string Key, IReadOnlyList<StageWork> Stages)> In(Inspection inspection)
    {
        var last = inspection.WorkBehindShuffles.Values
            .GroupBy(nodes => string.Join(',', nodes.Select(node => node.Plan.Execution.Id.Value).Distinct().Order()), StringComparer.Ordinal)
            .Select(same => same.MaxBy(nodes => nodes[0].Below().Count())!);

        // A key that comes before those of sources, which the same executions share with fewer stages.
        return last.SelectMany((nodes, index) => nodes.Select(node => (node.Plan, Key: $"(behind a shuffle {index.ToString(System.Globalization.CultureInfo.InvariantCulture)})", Stages: StagesOf(node))))
            .ToLookup(work => work.Plan, work => (work.Key, work.Stages));
    }

    /// <summary>Work on the rows of this shuffle alone: behind a join they meet others, and to keep what is shuffled serves every join by that key.</summary>
    private static bool IsWork(PlanOperator node) => node.Name.EndsWith("Aggregate", StringComparison.Ordinal) || node.Name == "Window" || PythonNodes.IsPython(node);

    private static IReadOnlyList<StageWork> StagesOf(PlanOperator node) => [.. node.Below().SelectMany(below => below.Stages).Concat(node.RunStages).Distinct().OrderBy(stage => stage.Index)];
}
