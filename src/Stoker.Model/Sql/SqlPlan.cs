using System.Text.Json;

namespace Stoker.Model.Sql;

/// <summary>
/// The last plan that the log holds for an execution: the one that ran, after adaptive execution. Kept as logged, compressed when large, and read
/// when asked for. Thread safe.
/// </summary>
public sealed class SqlPlan
{
    private readonly StoredJson? _info;
    private readonly StoredJson? _description;
    private readonly Lazy<PlanNode?> _root;
    private readonly Lazy<PlanGraph?> _graph;

    internal SqlPlan(StoredJson? info, StoredJson? description)
    {
        _info = info;
        _description = description;
        _root = new(ReadRoot);
        _graph = new(() => Root is { } root ? PlanGraph.Of(root) : null);
    }

    /// <summary>The plan as text (key <c>physicalPlanDescription</c>); empty when the log has none.</summary>
    public string Description
    {
        get
        {
            if (_description is null)
            {
                return "";
            }

            var reader = new Utf8JsonReader(_description.Read());
            return reader.Read() ? JsonText.Read(ref reader) : "";
        }
    }

    /// <summary>The root of the plan; absent when the log has none or it is not readable.</summary>
    public PlanNode? Root => _root.Value;

    /// <summary>The graph of the plan; absent when there is no plan.</summary>
    public PlanGraph? Graph => _graph.Value;

    private PlanNode? ReadRoot()
    {
        if (_info is null)
        {
            return null;
        }

        try
        {
            return PlanReader.Read(_info.Read());
        }
        catch (JsonException)
        {
            // The event was well-formed JSON when it was read; what is left is a plan of a shape that no Spark writes. It counts as absent.
            return null;
        }
    }
}
