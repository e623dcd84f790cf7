using System.Runtime.InteropServices;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Shuffles;
using Stoker.Diagnoses.Work;

namespace Stoker.Diagnoses.Caching;

/// <summary>Executions that do the same work on the rows of the same source.</summary>
/// <param name="Plans">The executions, two at least, in their order.</param>
/// <param name="Stages">By execution: the stages in which it does that work.</param>
internal sealed record SharedWork(IReadOnlyList<QueryPlan> Plans, IReadOnlyDictionary<QueryPlan, IReadOnlyList<StageWork>> Stages)
{
    /// <summary>Groups of executions by what they share, the largest first; a group within another one is left out.</summary>
    public static IReadOnlyList<SharedWork> Of(Inspection inspection)
    {
        // Aggregates that are shuffled alike are the same work, whatever is below them.
        var aggregates = inspection.ShuffleGroups.Where(group => RepeatedExchange.IsAggregated(inspection, group[0])).SelectMany((group, index) => group.Select(exchange => (exchange.Plan, Key: index, exchange.WritingStages)))
            .ToLookup(found => found.Plan, found => ("aggregate " + found.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), found.WritingStages));
        var joins = JoinsOf(inspection);
        var behind = WorkBehindShuffle.In(inspection);
        return Group(inspection, plan => WorksOf(plan).Concat(aggregates[plan]).Concat(joins[plan]).Concat(behind[plan]));
    }

    /// <summary>Groups of executions that also count as one when they group the rows of a source by the same keys.</summary>
    public static IReadOnlyList<SharedWork> WithGroupings(Inspection inspection)
    {
        var joins = JoinsOf(inspection);
        return Group(inspection, plan => WorksOf(plan).Concat(joins[plan]).Concat(Lineage.GroupingsOf(plan).Select(key => (key, (IReadOnlyList<StageWork>)[.. plan.Stages]))));
    }

    /// <summary>Time of the tasks of those stages, ms.</summary>
    public long RunMsOf(QueryPlan plan) => Stages[plan].Sum(stage => stage.DurationMs);

    /// <summary>The same with other stages of these executions.</summary>
    private SharedWork And(Dictionary<QueryPlan, IReadOnlyList<StageWork>> others) =>
        this with { Stages = Plans.ToDictionary(plan => plan, plan => (IReadOnlyList<StageWork>)[.. Stages[plan].Union(others[plan]).OrderBy(stage => stage.Index)]) };

    private static IEnumerable<(string Key, IReadOnlyList<StageWork> Stages)> WorksOf(QueryPlan plan) => Lineage.Of(plan).Select(work => (work.Key, (IReadOnlyList<StageWork>)[.. work.SelectMany(source => StagesOf(plan, source)).Distinct().OrderBy(stage => stage.Index)]));

    /// <summary>
    /// By execution: broadcast joins that three executions or more do on the same rows, filters and all. Two reports on one star are ordinary; and a join with
    /// shuffles is known by these.
    /// </summary>
    private static ILookup<QueryPlan, (string Key, IReadOnlyList<StageWork> Stages)> JoinsOf(Inspection inspection)
    {
        var signatures = new PlanSignatures();
        var joins =
            from plan in inspection.IsStreaming ? [] : inspection.Plans
            from node in plan.Operators
            where node.Name == "BroadcastHashJoin" && !node.Below().Any(below => below.ReadsCache || Exchanges.IsShuffle(below))
            group node by signatures.Of(node) into same
            where same.Select(node => node.Plan).Distinct().Count() >= 3
            from node in same
            select (node.Plan, Key: "join " + same.Key, Stages: node.RunStages);
        return joins.ToLookup(join => join.Plan, join => (join.Key, join.Stages));
    }

    private static List<SharedWork> Group(Inspection inspection, Func<QueryPlan, IEnumerable<(string Key, IReadOnlyList<StageWork> Stages)>> worksOf)
    {
        var groups = new Dictionary<string, Dictionary<QueryPlan, IReadOnlyList<StageWork>>>(StringComparer.Ordinal);
        foreach (var plan in inspection.IsStreaming ? [] : inspection.Plans)
        {
            foreach (var (key, stages) in worksOf(plan))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _) ??= []).TryAdd(plan, stages);
            }
        }

        List<SharedWork> found = [];
        var (covered, positions) = (new CoveredGroups(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var group in groups.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Where(group => group.Count > 1))
        {
            // What the same executions read from another source is a part of the same work: the DataFrame that they share holds both.
            QueryPlan[] plans = [.. group.Keys.OrderBy(plan => plan.Execution.Id)];
            var key = string.Join(',', plans.Select(plan => plan.Execution.Id.Value));
            if (positions.TryGetValue(key, out var position))
            {
                found[position] = found[position].And(group);
            }
            else if (!covered.Cover(group.Keys))
            {
                covered.Add(group.Keys);
                positions.Add(key, found.Count);
                found.Add(new SharedWork(plans, group));
            }
        }

        return found;
    }

    /// <summary>Stages of the source and of what works on its rows; all of the execution where none of them has a metric.</summary>
    private static List<StageWork> StagesOf(QueryPlan plan, PlanOperator source)
    {
        List<StageWork> stages = [.. Lineage.Pipeline(source).Prepend(source).SelectMany(node => node.Stages).Distinct().OrderBy(stage => stage.Index)];
        return stages.Count > 0 ? stages : [.. plan.Stages];
    }
}
