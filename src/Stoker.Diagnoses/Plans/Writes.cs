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
