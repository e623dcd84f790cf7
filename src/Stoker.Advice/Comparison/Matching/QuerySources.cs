using System.Text.RegularExpressions;
using Stoker.Model.Sql;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>What a query reads, as far as its plan names it.</summary>
internal static partial class QuerySources
{
    /// <summary>Files and ranges at the leaves of plans, without what differs from run to run; null where a leaf is of another kind, which may hold anything.</summary>
    public static IReadOnlySet<string>? Of(IEnumerable<SqlExecution> executions)
    {
        var sources = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaf in executions.SelectMany(execution => execution.Plan.Root?.Descend() ?? []).Where(node => node.Children.Count == 0))
        {
            if (leaf.Metadata.TryGetValue("Location", out var location))
            {
                sources.Add(Digits().Replace(location, ""));
            }
            else if (leaf.Name == "Range")
            {
                sources.Add(Splits().Replace(leaf.SimpleString, ""));
            }
            else if (!leaf.Name.StartsWith("ReusedExchange", StringComparison.Ordinal))
            {
                return null;
            }
        }

        return sources.Count > 0 ? sources : null;
    }

    /// <summary>Dates and numbers of runs in paths.</summary>
    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();

    /// <summary>In how many partitions a range is made, which is no other range.</summary>
    [GeneratedRegex(@",?\s*splits=(Some\()?\d+\)?|,?\s*splits=None")]
    private static partial Regex Splits();
}
