using System.Numerics;
using Stoker.PySpark.Rewriting.Editing;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Rdds;

/// <content>Columns of the frames that <c>toDF()</c> makes.</content>
internal sealed partial class RddRewriter
{
    /// <summary>A frame whose types <c>toDF()</c> infers from its rows: it starts a job for them and fails where they do not tell.</summary>
    private (string Before, string After) Inferred(string after)
    {
        helpers.Add(FixedHelpers.Inferred);
        return ("_py_inferred(", after + ")");
    }

    /// <summary>A sum or a count by key. Sums are of decimals of 30 digits, as Python's do not leave 64 bits; what does is NULL in <c>toDF()</c>.</summary>
    private (string Before, string After) Grouped(string text, IReadOnlyList<Node> pair, List<string> names, HashSet<Node> present, PythonNode at)
    {
        var (key, value) = (pair[0], pair[1]);
        if (key.Type.Kind == SparkKind.Double)
        {
            throw new Refusal(ReasonCode.InexactMath, "a key of type double: NaN and -0.0 are other groups in Python", at);
        }

        if (pair.Any(node => node.IsPartial))
        {
            throw new Refusal(ReasonCode.UnsupportedUse, "what makes the pairs may raise", at);
        }

        var aggregate = value is { IsLiteral: true, Value: BigInteger { IsOne: true } } ? Inline(factory.Call(Nullability.Keeping, SparkType.Long, factory.Call("count", SparkType.Long, factory.Int(1))))
            : !value.Type.IsInteger ? throw new Refusal(ReasonCode.InexactMath, "a sum by key of other than ints depends on the order in which they are added", at)
            : !NonNull.Is(value, present) ? throw new Refusal(ReasonCode.UnknownType, "a sum by key may meet None, on which it raises: filter that out before the map", at)
            : Total(value);
        helpers.Add(FixedHelpers.Grouped);
        return ("_py_grouped(", $"{text}, {Aliased(key, names[0], true)}, {aggregate}.alias({PythonText.Text(names[1])}))");
    }

    private string Total(Node value)
    {
        helpers.Add(FixedHelpers.Total);
        return $"_py_total({Inline(value is { Kind: NodeKind.Cast, Parts: [{ Type.IsInteger: true } narrow] } ? narrow : value)})";
    }

    private bool IsAddition(CallExpression call) => call.Arguments switch
    {
        [LambdaExpression { Parameters.Positional: [var a, var b], Body: BinaryExpression { Operator: BinaryOperator.Add, Left: NameExpression x, Right: NameExpression y } }] =>
            ((x.Name == a.Name && y.Name == b.Name) || (x.Name == b.Name && y.Name == a.Name)) && a.Name != b.Name,
        [var function] => UdfFinder.Dotted(module, function) == "operator.add",
        _ => false,
    };

    private static List<string> NamesOf(CallExpression toDF, int count)
    {
        if (toDF is { Arguments.Count: 0, Keywords.Count: 0 })
        {
            return [.. Enumerable.Range(1, count).Select(i => $"_{i}")];
        }

        var given = toDF switch
        {
            { Arguments: [var only], Keywords.Count: 0 } => only,
            { Arguments.Count: 0, Keywords: [{ Name: "schema", Value: var named }] } => named,
            _ => null,
        };
        var elements = given switch { ListExpression list => list.Elements, TupleExpression tuple => tuple.Elements, _ => [] };
        return elements.Count == count && elements.All(element => element is ConstantExpression { Text: not null })
            ? [.. elements.Select(element => ((ConstantExpression)element).Text!)]
            : throw new Refusal(ReasonCode.UnsupportedUse, "toDF() is called with other than a list of names, one for each item", toDF);
    }

    private string Columns(IReadOnlyList<Node> nodes, List<string> names) =>
        string.Join(", ", nodes.Select((node, i) => Aliased(node, names.Count > 0 ? names[i] : $"_{i + 1}", names.Count > 0)));

    /// <summary>A column by its name; those of <c>toDF()</c> may hold NULL, their schema says.</summary>
    private string Aliased(Node node, string name, bool isNullable)
    {
        // A literal of a whole number is an int in PySpark.
        var isUntyped = node is { IsLiteral: true, Type.Kind: SparkKind.Long } or { Value: null, Kind: NodeKind.Literal } || node.Kind == NodeKind.Case;
        var text = isUntyped ? $"{Inline(node)}.cast(\"{node.Type.Ddl}\")" : Inline(node);
        if (isNullable && !Nullability.IsCertain(node, areColumnsNullable))
        {
            definitions.IdiomsUsed.Add(Nullability.Keeping);
            return $"_py_nullable({text}).alias({PythonText.Text(name)})";
        }

        return node.Kind == NodeKind.Call && !text.EndsWith(')') || node.Kind == NodeKind.Call && node.Name is "+" or "-" or "*" or "/" or "%" or "<" or "<=" or ">" or ">=" or "and" or "or" or "not" or "negative"
            ? $"({text}).alias({PythonText.Text(name)})"
            : $"{text}.alias({PythonText.Text(name)})";
    }

    private string Inline(Node node) => definitions.Inline(node, ArgumentsOf(node, []).ToDictionary(argument => argument, argument => $"{functions}.col({PythonText.Text(argument.Name)})"));

    private static IEnumerable<Node> ArgumentsOf(Node node, HashSet<Node> seen) => !seen.Add(node) ? []
        : node.Kind == NodeKind.Argument ? [node] : node.Parts.SelectMany(part => ArgumentsOf(part, seen));
}
