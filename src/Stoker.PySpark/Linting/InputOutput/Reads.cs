using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>The reads of a module with their options, however they are written.</summary>
internal static class Reads
{
    private static readonly string[] Methods = ["csv", "json", "parquet", "orc", "text", "textFile", "load", "jdbc", "table"];

    public static IEnumerable<Read> In(LintScope scope)
    {
        foreach (var call in scope.Module.CallsOf(Methods).OrderBy(call => call.Index))
        {
            var receiver = ((AttributeExpression)call.Function).Value;
            if (scope.Module.ValueOf(receiver) is { Kind: ValueKind.DataFrameReader or ValueKind.DataStreamReader } value)
            {
                yield return Describe(scope, call, receiver, value);
            }
        }
    }

    private static Read Describe(LintScope scope, CallExpression call, PythonExpression receiver, Value value)
    {
        var options = new Dictionary<string, PythonExpression?>(StringComparer.OrdinalIgnoreCase);
        var unknown = false;
        var format = LintScope.NameOf(call);
        foreach (var step in scope.Flow.StepsOf(receiver))
        {
            switch (step)
            {
                case { Name: "option", Call: { Arguments: [ConstantExpression { Text: { } key }, var set] } }:
                    options.TryAdd(key, set);
                    break;
                case { Name: "option" }:
                    unknown = true;
                    break;
                case { Name: "options", Call: { } many }:
                    unknown |= many.Keywords.Any(keyword => keyword.Name is null) || many.Arguments.Count > 0;
                    AddKeywords(options, many);
                    break;
                case { Name: "schema" }:
                    options.TryAdd("schema", step.Node);
                    break;
                case { Name: "format", Call: { Arguments: [var named] } } when format is "load":
                    format = scope.Flow.TextOf(named) ?? "unknown";
                    break;
                default:
                    break;
            }
        }

        unknown |= call.Keywords.Any(keyword => keyword.Name is null);
        AddKeywords(options, call);
        if (format is "csv" or "json" && LintScope.Argument(call, 1, "schema") is { } schema && schema is not ConstantExpression { Kind: ConstantKind.None })
        {
            options.TryAdd("schema", schema);
        }

        return new Read(call, receiver, format, options, unknown, value, call.Arguments is [var path, ..] ? path : null)
        {
            ReadsRdd = call.Arguments is [var data, ..] && scope.Module.Is(data, ValueKind.Rdd),
        };
    }

    private static void AddKeywords(Dictionary<string, PythonExpression?> options, CallExpression call)
    {
        foreach (var keyword in call.Keywords.Where(keyword => keyword.Name is not null))
        {
            options.TryAdd(keyword.Name ?? "", keyword.Value);
        }
    }

    /// <summary>One read.</summary>
    internal sealed record Read(CallExpression Call, PythonExpression Reader, string Format, Dictionary<string, PythonExpression?> Options, bool HasUnknownOptions, Value Type, PythonExpression? Path)
    {
        public bool ReadsRdd { get; init; }

        public bool IsStream => Type.Kind == ValueKind.DataStreamReader;

        public Confidence Confidence => Type.Confidence;

        public bool Has(string option) => Options.ContainsKey(option);

        public bool IsTrue(string option) => LintScope.IsTrue(Options.GetValueOrDefault(option));

        public PythonExpression? Option(string name) => Options.GetValueOrDefault(name);
    }
}
