using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Finding;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Lowering;

/// <summary>
/// Which types the arguments of a UDF may have when no schema says: from annotations and from what is done with them. A guess is never trusted: the rewrite
/// tests the types when the query is planned.
/// </summary>
internal static class TypeGuess
{
    private const int MostTuples = 12;

    private static readonly HashSet<string> TextMethods =
    [
        "strip", "lstrip", "rstrip", "lower", "upper", "split", "rsplit", "replace", "startswith", "endswith", "find", "rfind", "zfill", "rjust", "ljust", "encode", "isdigit", "isdecimal",
        "isnumeric", "isspace", "partition", "rpartition", "removeprefix", "removesuffix", "translate", "title", "capitalize", "isalpha", "isalnum", "splitlines", "index",
    ];

    private static readonly SparkType[] Numbers = [SparkType.Int, SparkType.Long, SparkType.Double];

    /// <summary>Tuples of types worth a try, the likeliest first.</summary>
    public static IReadOnlyList<IReadOnlyList<SparkType>> Tuples(PythonModule module, FoundUdf udf)
    {
        var options = udf.Parameters.PositionalOnly.Concat(udf.Parameters.Positional).Select(parameter => Of(module, udf.Function, parameter)).ToList();
        IEnumerable<IReadOnlyList<SparkType>> tuples = [[]];
        foreach (var option in options)
        {
            tuples = tuples.SelectMany(tuple => option.Select(type => (IReadOnlyList<SparkType>)[.. tuple, type]));
        }

        // Parameters that all are numbers mostly are of one type.
        return [.. tuples.OrderBy(tuple => tuple.Distinct().Count()).Take(MostTuples)];
    }

    private static IReadOnlyList<SparkType> Of(PythonModule module, PythonNode function, Parameter parameter) =>
        parameter.Annotation is { } annotation && Annotated(module.TextOf(annotation)) is { } types ? types : Used(module, function, parameter.Name);

    private static IReadOnlyList<SparkType>? Annotated(string text) =>
        text.Replace("typing.", "", StringComparison.Ordinal).Replace("Optional[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Replace("| None", "", StringComparison.Ordinal).Replace("None |", "", StringComparison.Ordinal).Trim(' ', '"', '\'') switch
        {
            "str" => [SparkType.String],
            "int" => [SparkType.Int, SparkType.Long],
            "float" => [SparkType.Double, SparkType.Int, SparkType.Long],
            "bool" => [SparkType.Boolean],
            "date" or "datetime.date" or "dt.date" => [SparkType.Date],
            _ => null,
        };

    private static SparkType[] Used(PythonModule module, PythonNode function, string name)
    {
        bool Is(PythonNode? node) => node is NameExpression found && found.Name == name;
        var (text, number, date) = (0, 0, 0);
        foreach (var node in module.Below(function))
        {
            switch (node)
            {
                case AttributeExpression attribute when Is(attribute.Value):
                    text += TextMethods.Contains(attribute.Name) || attribute.Name == "str" ? 1 : 0;
                    number += attribute.Name is "clip" or "abs" or "round" or "between" ? 1 : 0;
                    date += attribute.Name is "year" or "month" or "day" or "weekday" or "isoweekday" or "strftime" or "isoformat" or "isocalendar" ? 1 : 0;
                    break;
                case CompareExpression compare when Is(compare.Left) || compare.Comparators.Any(Is):
                    var others = compare.Comparators.Append(compare.Left).ToList();
                    text += others.Any(other => other is ConstantExpression { Kind: ConstantKind.Text }) ? 1 : 0;
                    number += others.Any(other => other is ConstantExpression { Kind: ConstantKind.Integer or ConstantKind.Float } or UnaryExpression { Operand: ConstantExpression }) ? 1 : 0;
                    text += others.SelectMany(other => other is TupleExpression or ListExpression or SetExpression ? module.Below(other) : []).Any(item => item is ConstantExpression { Kind: ConstantKind.Text }) ? 1 : 0;
                    number += others.SelectMany(other => other is TupleExpression or ListExpression or SetExpression ? module.Below(other) : []).Any(item => item is ConstantExpression { Kind: ConstantKind.Integer }) ? 1 : 0;
                    break;
                case BinaryExpression binary when Is(binary.Left) || Is(binary.Right):
                    var other2 = Is(binary.Left) ? binary.Right : binary.Left;
                    text += other2 is ConstantExpression { Kind: ConstantKind.Text } or FormattedString ? 1 : 0;
                    number += other2 is ConstantExpression { Kind: ConstantKind.Text } ? 0 : 1;
                    break;
                case AugmentedAssignStatement augmented when Is(augmented.Value):
                    number++;
                    break;
                case CallExpression { Function: NameExpression { Name: var called }, Arguments: var arguments } when arguments.Any(Is):
                    text += called is "len" ? 1 : 0;
                    number += called is "abs" or "round" or "min" or "max" or "range" ? 1 : 0;
                    text += called is "int" or "float" ? 1 : 0;
                    break;
                case CallExpression { Function: AttributeExpression { Value: NameExpression { Name: "re" } }, Arguments: var arguments } when arguments.Any(Is):
                    text++;
                    break;
                case CallExpression { Function: AttributeExpression { Value: NameExpression { Name: "math" or "np" or "numpy" } }, Arguments: var arguments } when arguments.Any(Is):
                    number++;
                    break;
                case SubscriptExpression subscript when Is(subscript.Value):
                    text++;
                    break;
                default:
                    break;
            }
        }

        if (date > 0)
        {
            return [SparkType.Date];
        }

        return number > 0 && text == 0 ? Numbers : [SparkType.String];
    }
}
