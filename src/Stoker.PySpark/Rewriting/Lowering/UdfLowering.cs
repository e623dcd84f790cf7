using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Lowering;

/// <summary>Turns a UDF into native expressions, one for each tuple of argument types.</summary>
internal sealed class UdfLowering(PythonModule module, Target target)
{
    private const long MostNodes = 4_000;

    public NodeFactory Factory { get; } = new();

    /// <summary>The native form for arguments of the given types.</summary>
    /// <exception cref="Refusal">There is no proven one.</exception>
    public NativeForm Lower(FoundUdf udf, IReadOnlyList<SparkType> types)
    {
        if (udf.ReturnType is not { } declared)
        {
            throw new Refusal(ReasonCode.UnknownType, "the declared type cannot be read", udf.Site);
        }

        var to = udf.UsesArrow is { } usesArrow ? target with { IsArrow = usesArrow } : target;
        var evaluator = new Evaluator(Factory, to);
        var parameters = Parameters(udf);
        var arguments = new List<Value>();
        for (var i = 0; i < types.Count; i++)
        {
            if (udf.IsPandas)
            {
                arguments.Add(evaluator.IncomingSeries(parameters[i], types[i], udf.Function));
                continue;
            }

            arguments.Add(evaluator.Incoming(Factory.Argument(parameters[i], types[i]), types[i], true) ?? throw new Refusal(
                types[i].Kind == SparkKind.Timestamp ? ReasonCode.TimeZone : types[i].Kind == SparkKind.Decimal ? ReasonCode.DecimalContext : ReasonCode.UnknownType,
                types[i].Kind == SparkKind.Timestamp
                    ? $"'{parameters[i]}' is a timestamp: a UDF sees it in the worker's time zone, native functions in the session's"
                    : $"'{parameters[i]}' is of type {types[i]}",
                udf.Function));
        }

        var closure = Scope.Around(module, udf.Function);
        var outcome = udf.IsPandas ? evaluator.CallBatch(udf.Function, closure, arguments) : evaluator.Call(udf.Function, closure, arguments, []);
        var root = evaluator.Convert(outcome, declared, udf.Name, udf.Function);
        if (root.Size > MostNodes)
        {
            throw new Refusal(ReasonCode.TooLarge, $"the native form has {root.Size} nodes", udf.Function);
        }

        if (root.Kind == NodeKind.Raise)
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "it raises for every input of these types", udf.Function);
        }

        return new NativeForm(types, root, CastFor(root, declared), HasGuard(root, []));
    }

    /// <summary>The names of a UDF's positional parameters.</summary>
    public static IReadOnlyList<string> Parameters(FoundUdf udf) => [.. udf.Parameters.PositionalOnly.Concat(udf.Parameters.Positional).Select(parameter => parameter.Name)];

    /// <summary>
    /// Literals of whole numbers are ints in PySpark whatever type they stand for, and a NULL has none, so that only text, double and boolean keep their type.
    /// </summary>
    private static string CastFor(Node root, SparkType declared) =>
        declared.Kind is SparkKind.String or SparkKind.Double or SparkKind.Boolean or SparkKind.Int or SparkKind.Long or SparkKind.Date && HasTypedLeaf(root, declared) ? "" : declared.Ddl;

    private static bool HasTypedLeaf(Node node, SparkType declared) => node.Kind switch
    {
        NodeKind.Case => Enumerable.Range(0, node.Parts.Count).Where(i => i % 2 == 1 || i == node.Parts.Count - 1).Any(i => HasTypedLeaf(node.Parts[i], declared)),
        NodeKind.Raise => false,
        NodeKind.Literal => node.Value is not null && declared.Kind != SparkKind.Long,
        _ => node.Type.Equals(declared),
    };

    private static bool HasGuard(Node node, HashSet<Node> seen) =>
        seen.Add(node) && (node.Kind == NodeKind.Raise || node.Name is "isnan" or "@lower" or "@upper" or "@number_text" || node.Parts.Any(part => HasGuard(part, seen)));
}
