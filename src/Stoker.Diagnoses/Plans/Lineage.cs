namespace Stoker.Diagnoses.Plans;

/// <summary>
/// What an execution computes from: its sources, each with the first condition above it. The optimizer prunes columns and adds filters, so that two
/// actions on one DataFrame rarely have equal plans; source and first condition survive.
/// </summary>
internal static class Lineage
{
    /// <summary>Keys of an execution; empty when it reads a cached relation, whose lineage is not run.</summary>
    public static IReadOnlySet<string> KeysOf(QueryPlan plan)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (plan.Operators.Any(node => node.Name is "InMemoryTableScan" or "Scan In-memory"))
        {
            return keys;
        }

        foreach (var source in plan.Operators.Where(node => node.Inputs.Count == 0))
        {
            if (ConditionOf(source) is { } condition)
            {
                keys.Add($"{source.Name} {PlanText.WithoutIds(source.Name.StartsWith("Scan", StringComparison.Ordinal) ? source.Metadata.GetValueOrDefault("Location", "") : source.Text)}\n{condition}");
            }
        }

        return keys;
    }

    /// <summary>The first condition on the rows of a source that calls a function; null when there is none: reading a table twice is no repetition by itself.</summary>
    private static string? ConditionOf(PlanOperator source)
    {
        for (var at = source.Readers.FirstOrDefault(); at is not null; at = at.Readers.FirstOrDefault())
        {
            if (at.Name == "Filter")
            {
                var text = PlanText.WithoutIds(at.Text)["Filter ".Length..];
                var first = text.Split(" AND ")[0].Trim('(', ' ');
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
