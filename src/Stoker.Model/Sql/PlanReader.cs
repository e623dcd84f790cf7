using System.Text;
using System.Text.Json;

namespace Stoker.Model.Sql;

/// <summary>Reads <c>sparkPlanInfo</c> without recursion: plans of more than a thousand levels exist.</summary>
internal sealed class PlanReader
{
    /// <summary>What a vendor could nest at most; deeper input is refused by the JSON reader.</summary>
    private const int MaximumDepth = 100_000;

    private readonly Dictionary<string, int> _subtreeIds = [];
    private readonly Stack<Draft> _open = new();

    /// <exception cref="JsonException">The text is not a plan.</exception>
    public static PlanNode Read(ReadOnlySpan<byte> json) => new PlanReader().ReadPlan(json);

    private PlanNode ReadPlan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumDepth });
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject);
        _open.Push(new Draft());
        while (true)
        {
            reader.Read();
            var draft = _open.Peek();
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, draft);
            }
            else if (reader.TokenType == JsonTokenType.StartObject && draft.IsInChildren)
            {
                _open.Push(new Draft());
            }
            else if (reader.TokenType == JsonTokenType.EndArray && draft.IsInChildren)
            {
                draft.IsInChildren = false;
            }
            else
            {
                Expect(reader.TokenType == JsonTokenType.EndObject && !draft.IsInChildren);
                var node = Close(_open.Pop());
                if (!_open.TryPeek(out var parent))
                {
                    return node;
                }

                parent.Children.Add(node);
            }
        }
    }

    private static void ReadProperty(ref Utf8JsonReader reader, Draft draft)
    {
        if (JsonText.Is(in reader, "children"u8))
        {
            reader.Read();
            draft.IsInChildren = reader.TokenType == JsonTokenType.StartArray;
        }
        else if (JsonText.Is(in reader, "nodeName"u8))
        {
            reader.Read();
            draft.Name = JsonText.Read(ref reader);
        }
        else if (JsonText.Is(in reader, "simpleString"u8))
        {
            reader.Read();
            draft.SimpleString = JsonText.Read(ref reader);
        }
        else if (JsonText.Is(in reader, "metadata"u8))
        {
            reader.Read();
            ReadMetadata(ref reader, draft.Metadata);
        }
        else if (JsonText.Is(in reader, "metrics"u8))
        {
            reader.Read();
            ReadMetrics(ref reader, draft.Metrics);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static void ReadMetadata(ref Utf8JsonReader reader, Dictionary<string, string> metadata)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = JsonText.Read(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                metadata[key] = JsonText.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadMetrics(ref Utf8JsonReader reader, List<SqlMetric> metrics)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            string name = "", type = "";
            long id = -1;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isName, isType, isId) = (JsonText.Is(in reader, "name"u8), JsonText.Is(in reader, "metricType"u8), JsonText.Is(in reader, "accumulatorId"u8));
                reader.Read();
                if (isName && reader.TokenType == JsonTokenType.String)
                {
                    name = JsonText.Read(ref reader);
                }
                else if (isType && reader.TokenType == JsonTokenType.String)
                {
                    type = JsonText.Read(ref reader);
                }
                else if (isId && reader.TokenType == JsonTokenType.Number)
                {
                    id = reader.TryGetInt64(out var value) ? value : -1;
                }
                else
                {
                    reader.Skip();
                }
            }

            metrics.Add(new SqlMetric(name, new AccumulatorId(id), type));
        }
    }

    private static void Expect(bool condition)
    {
        if (!condition)
        {
            throw new JsonException("The plan of a SQL execution is not shaped as Spark writes it.");
        }
    }

    private PlanNode Close(Draft draft)
    {
        var key = new StringBuilder(draft.Name).Append('\0').Append(draft.SimpleString).Append('\0');
        foreach (var (name, value) in draft.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            key.Append(name).Append('\x1').Append(value).Append('\x2');
        }

        foreach (var metric in draft.Metrics)
        {
            key.Append('\0').Append(metric.Id.Value).Append(metric.Name).Append('\x1').Append(metric.Type);
        }

        foreach (var child in draft.Children)
        {
            key.Append('\x3').Append(child.SubtreeId);
        }

        var text = key.ToString();
        if (!_subtreeIds.TryGetValue(text, out var id))
        {
            _subtreeIds.Add(text, id = _subtreeIds.Count);
        }

        return new PlanNode
        {
            Name = draft.Name,
            SimpleString = draft.SimpleString,
            Metadata = draft.Metadata,
            Metrics = draft.Metrics,
            Children = draft.Children,
            SubtreeId = id,
        };
    }

    private sealed class Draft
    {
        public string Name { get; set; } = "";

        public string SimpleString { get; set; } = "";

        public Dictionary<string, string> Metadata { get; } = [];

        public List<SqlMetric> Metrics { get; } = [];

        public List<PlanNode> Children { get; } = [];

        public bool IsInChildren { get; set; }
    }
}
