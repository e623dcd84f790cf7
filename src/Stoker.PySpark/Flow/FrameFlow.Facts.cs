using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

internal sealed partial class FrameFlow
{
    /// <summary>The steps whose result needs rows to move between tasks.</summary>
    public static readonly HashSet<string> Wide =
    [
        "join", "crossJoin", "groupBy", "groupby", "agg", "distinct", "dropDuplicates", "drop_duplicates", "orderBy", "sort", "repartition", "repartitionByRange", "intersect", "subtract",
        "exceptAll", "intersectAll", "rollup", "cube", "pivot", "groupByKey", "reduceByKey", "sortBy", "sortByKey", "cogroup", "applyInPandas",
    ];

    /// <summary>The steps that keep what was computed.</summary>
    public static readonly HashSet<string> Keeping = ["cache", "persist", "checkpoint", "localCheckpoint", "cacheTable"];

    /// <summary>What stands for the hole of an f-string in <see cref="TextOf"/>; no program writes it.</summary>
    public const char Hole = '\uFFFC';

    /// <summary>The text of a literal, with a <see cref="Hole"/> for each hole of an f-string; absent when the text is not written here.</summary>
    public string? TextOf(PythonExpression expression) => expression switch
    {
        ConstantExpression constant => constant.Text,
        FormattedString formatted => string.Concat(formatted.Values.Select(value => value is ConstantExpression { Text: { } text } ? text : Hole.ToString())),
        BinaryExpression { Operator: BinaryOperator.Add } sum when TextOf(sum.Left) is { } left => left + (TextOf(sum.Right) ?? Hole.ToString()),
        BinaryExpression { Operator: BinaryOperator.Modulo } format => TextOf(format.Left),
        CallExpression { Function: AttributeExpression { Name: "format" or "strip" or "replace", Value: var text } } => TextOf(text),
        NameExpression name when Followed(name) is { } value && value is not NameExpression => TextOf(value),
        _ => null,
    };

    /// <summary>Whether the rows pass through a wide step or a UDF on their way, so that a second run is not cheap.</summary>
    public bool IsExpensive(PythonExpression frame) =>
        StepsOf(frame).Any(step => Wide.Contains(step.Name) || (step.Call is { } call && call.Arguments.Any(argument => UdfCallIn(argument) is not null)));

    /// <summary>The first call of a UDF in an expression, or absent.</summary>
    public CallExpression? UdfCallIn(PythonExpression expression)
    {
        if (expression is CallExpression itself && Module.ValueOf(itself).Udf is not null && Module.Is(itself, ValueKind.Column))
        {
            return itself;
        }

        foreach (var node in Module.Module.Below(expression))
        {
            if (node is CallExpression call && Module.ValueOf(call) is { Kind: ValueKind.Column, Udf: not null })
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>Whether the value of a binding leaves the function: returned, yielded, stored in an object or container, or given to other code.</summary>
    public bool Escapes(Binding binding)
    {
        foreach (var use in binding.Uses)
        {
            PythonNode at = use;
            if (Module.FunctionAround(use) != Module.FunctionAround(binding.Site))
            {
                return true;
            }

            while (at.Parent is AttributeExpression or CallExpression && (at.Parent is AttributeExpression || ((CallExpression)at.Parent).Function == at) && Module.ValueOf((PythonExpression)at.Parent).Kind is ValueKind.DataFrame or ValueKind.Method or ValueKind.Rdd)
            {
                at = at.Parent;
            }

            switch (at.Parent)
            {
                case ReturnStatement or YieldExpression or ListExpression or TupleExpression or DictExpression or KeywordArgument or StarredExpression or SetExpression:
                    return true;
                case AssignStatement assign when assign.Targets.Any(target => target is not NameExpression):
                    return true;
                case CallExpression call when call.Arguments.Contains(at) && !Module.ValueOf(call).IsSpark:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    /// <summary>Whether a node runs only after something has failed.</summary>
    public static bool IsOnFailure(PythonNode node)
    {
        for (var around = node.Parent; around is not null and not FunctionDefinition; around = around.Parent)
        {
            if (around is ExceptHandler or RaiseStatement)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a node runs only when somebody asked for debug output.</summary>
    public static bool IsDebugOnly(PythonNode node)
    {
        for (var around = node.Parent; around is not null; around = around.Parent)
        {
            if (around is IfStatement { Test: NameExpression { Name: "__debug__" or "debug" or "DEBUG" or "verbose" or "VERBOSE" } }
                or IfStatement { Test: AttributeExpression { Name: "debug" or "DEBUG" or "verbose" } }
                or IfStatement { Test: CallExpression { Function: AttributeExpression { Name: "isEnabledFor" or "is_debug" } } })
            {
                return true;
            }
        }

        return false;
    }
}
