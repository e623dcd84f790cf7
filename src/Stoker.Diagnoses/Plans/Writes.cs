namespace Stoker.Diagnoses.Plans;

/// <summary>Reads plan nodes that write.</summary>
internal static class Writes
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "AppendData", "OverwriteByExpression", "OverwritePartitionsDynamic", "WriteToDataSourceV2", "AtomicCreateTableAsSelect", "CreateTableAsSelect",
        "AtomicReplaceTableAsSelect", "ReplaceTableAsSelect", "ReplaceData", "WriteDelta",
    };

    /// <summary>Whether a node writes a table or files.</summary>
    public static bool IsWrite(PlanOperator node) => Names.Contains(node.Name)
        || (node.Name.StartsWith("Execute ", StringComparison.Ordinal) && (node.Name.Contains("Insert", StringComparison.Ordinal) || node.Name.Contains("CreateDataSourceTableAsSelect", StringComparison.Ordinal)
            || node.Name.Contains("SaveIntoDataSource", StringComparison.Ordinal)));

    /// <summary>The columns by which a write of files makes folders, <c>day</c> of <c>…Command file:/out, false, [day#3L], Parquet, …</c>; empty where it makes none.</summary>
    public static IReadOnlyList<string> FoldersOf(PlanOperator node)
    {
        var parts = PlanText.SplitTopLevel(PlanText.WithoutIds(node.Text));
        return parts.Count > 2 && parts[1] is "false" or "true" && parts[2] is ['[', .. var columns, ']'] ? PlanText.SplitTopLevel(columns) : [];
    }

    /// <summary>The number of buckets of a write and their columns, of <c>48 buckets, bucket columns: [k]</c>; null where it makes none.</summary>
    public static (string Count, IReadOnlyList<string> Columns)? BucketsOf(PlanOperator node)
    {
        (string Buckets, string Columns) words = (" buckets", "bucket columns: [");
        var parts = PlanText.SplitTopLevel(PlanText.WithoutIds(node.Text));
        for (var index = 0; index + 1 < parts.Count; index++)
        {
            if (parts[index].EndsWith(words.Buckets, StringComparison.Ordinal) && parts[index + 1].StartsWith(words.Columns, StringComparison.Ordinal))
            {
                return (parts[index][..^words.Buckets.Length], PlanText.SplitTopLevel(parts[index + 1][words.Columns.Length..].TrimEnd(']')));
            }
        }

        return null;
    }

    /// <summary>Where a node writes to, such as <c>file:/data/out</c>; null when its text does not tell.</summary>
    public static string? TargetOf(PlanOperator node)
    {
        foreach (var word in node.Text.Split([' ', ',', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Contains(":/", StringComparison.Ordinal))
            {
                return word.TrimEnd('/');
            }
        }

        return null;
    }
}
