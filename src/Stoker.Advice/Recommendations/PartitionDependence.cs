using System.Text.RegularExpressions;
using Stoker.Model;
using Stoker.Model.Sql;

namespace Stoker.Advice.Recommendations;

/// <summary>Expressions whose values depend on how rows lie in partitions: other partitions, other results.</summary>
internal sealed partial class PartitionDependence
{
    private readonly List<(string Expression, PlanNode Node)> _found = [];

    public PartitionDependence(Application application)
    {
        foreach (var node in application.SqlExecutions.Select(execution => execution.Plan.Root).OfType<PlanNode>().SelectMany(root => root.Descend()))
        {
            if (node.Name == "Sample")
            {
                _found.Add(("sample()", node));
            }
            else if (Expressions().Match(node.SimpleString) is { Success: true } match)
            {
                _found.Add((match.Groups["name"].Value + "()", node));
            }
        }
    }

    /// <summary>The first expression that sees partitions of a kind, as a person wrote it; null when none does.</summary>
    public string? On(PartitionMaker maker) => _found.Find(each => maker switch
    {
        // Rows of an RDD may have come from anywhere.
        PartitionMaker.Shuffles => each.Node.Descend().Any(node => node.Name.Contains("Exchange", StringComparison.Ordinal) || node.Name == "Scan ExistingRDD"),
        PartitionMaker.Splits => each.Node.Descend().Any(node => node.Name.StartsWith("Scan ", StringComparison.Ordinal) || node.Name.StartsWith("BatchScan", StringComparison.Ordinal)),
        _ => true,
    }).Expression;

    /// <summary>A seed of ten digits and more was drawn by Spark: such a column is another one in every run, whatever the partitions.</summary>
    [GeneratedRegex(@"\b(?<name>monotonically_increasing_id|spark_partition_id)\(|\b(?<name>randn?)\(-?\d{1,9}\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Expressions();
}
