namespace Stoker.Diagnoses.Plans;

/// <summary>
/// What an execution computes from: its sources, with the work that is done on their rows before the first shuffle. The optimizer prunes columns and adds
/// filters, so that two actions on one DataFrame rarely have equal plans; sources, first conditions and costly expressions survive.
/// </summary>
internal static class Lineage
{
    /// <summary>Keys of the work of an execution, each with the sources whose rows it is done on, several where branches of one query read one source apart; empty when it reads a cached relation, whose lineage is not run.</summary>
    public static IEnumerable<IGrouping<string, PlanOperator>> Of(QueryPlan plan)
    {
        var found = new List<(string Key, PlanOperator Source)>();
        if (ReadsCache(plan))
        {
            return [];
        }

        foreach (var source in plan.Operators.Where(node => node.Inputs.Count == 0))
        {
            var name = NameOf(source);
            if (ConditionOf(source) is { } condition)
            {
                found.Add(($"{name}\n{condition}", source));
            }

            foreach (var work in Pipeline(source).SelectMany(WorkIn))
            {
                found.Add(($"{name}\n{work}", source));
            }
        }

        return found.Distinct().GroupBy(work => work.Key, work => work.Source, StringComparer.Ordinal);
    }

    /// <summary>Keys of what an execution groups by, with the source: two executions that only look at one aggregated DataFrame have no more in common.</summary>
    public static IEnumerable<string> GroupingsOf(QueryPlan plan) =>
        from source in ReadsCache(plan) ? [] : plan.Operators
        where source.Inputs.Count == 0
        from node in Pipeline(source)
        where node.Name.EndsWith("Aggregate", StringComparison.Ordinal)
        let text = PlanText.WithoutIds(node.Text)
        let end = text.IndexOf("], functions=", StringComparison.Ordinal)
        where end > 0 && !text.Contains("(keys=[]", StringComparison.Ordinal)
        select $"{NameOf(source)}\n{text[..end]}";

    /// <summary>Whether an execution reads a cached relation: the plan below it shows how that was filled, often by another execution.</summary>
    private static bool ReadsCache(QueryPlan plan) => plan.Operators.Any(node => node.ReadsCache);

    /// <summary>Nodes that work on the rows of a source up to the first exchange.</summary>
    public static IEnumerable<PlanOperator> Pipeline(PlanOperator source)
    {
        for (var at = source.Readers.FirstOrDefault(); at is not null && !Exchanges.IsShuffle(at) && !Exchanges.IsBroadcast(at); at = at.Readers.FirstOrDefault())
        {
            yield return at;
        }
    }

    /// <summary>Which RDDs a scan of an RDD reads, such as of createDataFrame or localCheckpoint: two of them have the same text. Empty for other sources.</summary>
    public static string RddsOf(PlanOperator source) => source.Name == "Scan ExistingRDD"
        ? " of " + string.Join(',', source.RunStages.SelectMany(stage => stage.Stage.Rdds).Where(rdd => rdd.Parents.Count == 0).Select(rdd => rdd.Id.Value).Distinct().Order())
        : "";

    private static string NameOf(PlanOperator source) =>
        source.Name.Contains("Scan", StringComparison.Ordinal) && source.Metadata.GetValueOrDefault("Location") is { } location ? $"{source.Name} {location}{PartitionsOf(source)}" : $"{source.Name} {PlanText.WithoutIds(source.Text)}{RddsOf(source)}";

    /// <summary>Which partitions of a table are read, where conditions name them by value: a query for each month reads other rows each time.</summary>
    private static string PartitionsOf(PlanOperator source)
    {
        var text = PlanText.WithoutIds(source.Metadata.GetValueOrDefault("PartitionFilters") ?? "").Trim('[', ']');
        return string.Concat(PlanText.SplitTopLevel(text).Where(filter => filter.Contains(" = ", StringComparison.Ordinal) || filter.Contains(" IN (", StringComparison.Ordinal)).Select(filter => " " + filter));
    }

    private static IEnumerable<string> WorkIn(PlanOperator node)
    {
        var text = PlanText.WithoutIds(node.Text);
        return PythonNodes.IsPython(node) ? [text] : CostlyCalls.In(text);
    }

    /// <summary>The first condition on the rows of a source that calls a function; null when there is none: reading a table twice is no repetition by itself.</summary>
    private static string? ConditionOf(PlanOperator source)
    {
        for (var at = source.Readers.FirstOrDefault(); at is not null; at = at.Readers.FirstOrDefault())
        {
            if (at.Name == "Filter")
            {
                var first = PlanText.WithoutName(at).Split(" AND ")[0].Trim('(', ' ');
                return first.Replace("isnotnull(", "", StringComparison.Ordinal).Contains('(', StringComparison.Ordinal) ? first.TrimEnd(')') : null;
            }

            if (at.Name is not ("Project" or "ColumnarToRow" or "InputAdapter"))
            {
                return null;
            }
        }

        return null;
    }
}
