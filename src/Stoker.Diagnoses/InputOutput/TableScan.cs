using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>A scan of files that ran tasks: what its node says of the table, and what its metrics say of the reading.</summary>
internal sealed class TableScan(PlanOperator node)
{
    private const string SchemaStart = "struct<";

    /// <summary>The node.</summary>
    public PlanOperator Node => node;

    /// <summary>The stage that read first.</summary>
    public StageWork Stage => node.Stages[0];

    /// <summary>All that read: a table is read again where Spark samples it before it sorts, and where a stage runs again.</summary>
    public IReadOnlyList<StageWork> Stages => node.Stages;

    /// <summary>Where these are.</summary>
    public IEnumerable<StagePlace> Places => Stages.Select(stage => new StagePlace(stage.Stage.Id));

    /// <summary>Format in lower case.</summary>
    public string Format { get; } = Scans.FormatOf(node);

    /// <summary>Where the files are, as Spark prints it; empty when it does not.</summary>
    public string Location => node.Metadata.GetValueOrDefault("Location") ?? "";

    /// <summary>Files read; absent when the driver did not report them.</summary>
    public long? Files => node.Total("number of files read");

    /// <summary>Size of these files; without it what the tasks read.</summary>
    public long Bytes => Math.Max(node.Total("size of files read") ?? 0, Stage.InputBytes);

    /// <summary>Rows that came out; row groups that statistics rule out are not among them.</summary>
    public long? Rows => node.OutputRows;

    /// <summary>Partitions of the table that were read; absent when the table has none.</summary>
    public long? Partitions => node.Total("number of partitions read");

    /// <summary>Top-level columns of <c>ReadSchema</c>: what is read from the files, without partition columns; absent when Spark cut the text.</summary>
    public IReadOnlyList<string>? Columns => node.Metadata.GetValueOrDefault("ReadSchema") is { } schema && schema.StartsWith(SchemaStart, StringComparison.Ordinal) && schema.EndsWith('>')
        ? [.. PlanText.SplitTopLevel(schema[SchemaStart.Length..^1]).Select(column => column.Split(':')[0])]
        : null;

    /// <summary>Partition columns with their expression ids, as they stand in other nodes (<c>day#3</c>): output that is not in the files. Spark may have cut some.</summary>
    public IReadOnlyList<string> PartitionColumns => Columns is { } read
        ? [.. PlanText.ListOf(node.Text).Where(column => column.Contains('#', StringComparison.Ordinal) && !read.Contains(PlanText.WithoutIds(column))).Select(column => column.TrimEnd('L'))]
        : [];

    /// <summary>Whether a condition chooses partitions; that a key is not null chooses none.</summary>
    public bool ChoosesPartitions => PlanText.SplitTopLevel(ListIn("PartitionFilters")).Any(filter => !filter.StartsWith("isnotnull(", StringComparison.Ordinal));

    /// <summary>Whether a condition is pushed to the reader; that a column is not null says little.</summary>
    public bool IsPushed => PlanText.SplitTopLevel(ListIn("PushedFilters")).Any(filter => !filter.StartsWith("IsNotNull(", StringComparison.Ordinal));

    /// <summary>Scans of files in all plans that read a metadata map: those of Spark's own file sources and of Delta.</summary>
    public static IEnumerable<TableScan> Of(Inspection inspection) => inspection.Scans.Where(scan => scan.Metadata.ContainsKey("ReadSchema")).Select(scan => new TableScan(scan));

    /// <summary>The first filter on the rows of the scan; null when something else works on them first.</summary>
    public PlanOperator? FirstFilter()
    {
        for (var at = node.Readers.FirstOrDefault(); at is not null; at = at.Readers.FirstOrDefault())
        {
            if (at.Name == "Filter")
            {
                return at;
            }

            if (at.Name is not ("Project" or "ColumnarToRow" or "InputAdapter"))
            {
                return null;
            }
        }

        return null;
    }

    private string ListIn(string key) => (node.Metadata.GetValueOrDefault(key) ?? "").Trim() is { Length: > 1 } list && list[0] == '[' && list[^1] == ']' ? list[1..^1] : "";

    /// <summary>Asks for shares of what all stages that read took.</summary>
    public void ClaimRun(Inspection inspection, Suspicion suspicion, double low, double expected, double high)
    {
        foreach (var stage in Stages)
        {
            inspection.Relate(suspicion, stage);
            suspicion.ClaimRun(inspection.Ledger, stage, low, expected, high);
        }
    }
}
