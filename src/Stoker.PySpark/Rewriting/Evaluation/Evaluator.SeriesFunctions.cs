using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Functions of NumPy and pandas over Series.</content>
internal sealed partial class Evaluator
{
    private Value SeriesFunction(string module, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (module == "numpy" && name == "select")
        {
            return Selected(arguments, keywords, at);
        }

        if (keywords.Count > 0)
        {
            throw Refuse(ReasonCode.PandasBatch, $"it calls {module}.{name}() with keyword arguments", at);
        }

        var first = arguments[0];
        if (module == "numpy" && name != "isnan")
        {
            arguments.ForEach(argument => Typed(argument, at));
        }

        switch (module, name, arguments.Count)
        {
            case ("numpy", "where", 3):
                return SeriesChoice(Truths(first, at).Node!, arguments[1], arguments[2], at) with { IsArray = true };
            case ("pandas", "Series", 1) when first.Kind == PythonKind.Series:
                return first with { IsArray = false };
            case ("pandas" or "numpy", "isna" or "isnull" or "isnan", 1) when first.Kind == PythonKind.Series && (module == "pandas" ? name != "isnan" : name == "isnan" && first.Element!.Kind is PythonKind.Float or PythonKind.Int):
                return SeriesOfTruths(IsMissing(first.Element!)) with { IsArray = first.IsArray };
            case ("pandas", "notna" or "notnull", 1) when first.Kind == PythonKind.Series:
                return SeriesOfTruths(IsThere(first.Element!)) with { IsArray = first.IsArray };
            case ("numpy", "maximum" or "minimum", 2):
                return Larger(name == "maximum", first, arguments[1], at);
            case ("numpy", "log" or "log10" or "log2" or "log1p" or "exp" or "expm1" or "sin" or "cos" or "tan" or "arcsin" or "arccos" or "arctan" or "tanh" or "sinh" or "cosh" or "power" or "hypot" or "cbrt", _):
                throw Refuse(ReasonCode.InexactMath, $"numpy.{name} and the JVM's differ in the last bit", at);
            case ("numpy", "round" or "around", 1 or 2) when first.Kind == PythonKind.Series:
                return SeriesRounded(first, arguments.ElementAtOrDefault(1) ?? Integer(0), at);
            case ("numpy", "clip", 3) when first.Kind == PythonKind.Series:
                return Clipped(Plain(first, at), arguments[1..], [], at);
            case ("numpy", "logical_and" or "logical_or", 2):
                return SeriesArithmetic(name == "logical_and" ? BinaryOperator.BitAnd : BinaryOperator.BitOr, first, arguments[1], at);
            case ("numpy", "logical_not", 1) when first.Kind == PythonKind.Series:
                return SeriesUnary(UnaryOperator.Invert, first, at);
            case ("numpy", "abs" or "absolute" or "fabs", 1) when first.Kind == PythonKind.Series && (name != "fabs" || first.Element!.Kind == PythonKind.Float):
                return SeriesAbsolute(first, at);
            case ("numpy", "sqrt" or "floor" or "ceil" or "trunc" or "rint" or "square", 1) when first.Kind == PythonKind.Series && first.Element!.Kind is PythonKind.Float or PythonKind.Int:
                return Ufunc(name, first, at);
            default:
                throw Refuse(ReasonCode.PandasBatch, $"it calls {module}.{name}(), which has no proven native form for a Series", at);
        }
    }

    private Value Ufunc(string name, Value series, PythonNode at)
    {
        if (series.Element!.Kind == PythonKind.Int && name is not "sqrt")
        {
            throw Refuse(ReasonCode.PandasBatch, $"numpy.{name}() of ints", at);
        }

        var element = AsFloats(series.Element!, at);
        var x = element.Node!;
        var node = name switch
        {
            "sqrt" => factory.Call("sqrt", SparkType.Double, x),
            "square" => factory.Call("*", SparkType.Double, x, x),
            "rint" => factory.Call("rint", SparkType.Double, x),
            "floor" => FloorOf(x),
            "ceil" => CeilingOf(x),
            _ => factory.Case(factory.Call("<", SparkType.Boolean, x, factory.Number(0)), CeilingOf(x), FloorOf(x)),
        };
        return SeriesOf(element with { Node = node, MayBeNan = true }) with { IsArray = series.IsArray };
    }

    /// <summary>As a double: Spark's <c>floor</c> gives a bigint, which does not hold all doubles.</summary>
    private Node FloorOf(Node x)
    {
        var nearest = factory.Call("rint", SparkType.Double, x);
        return factory.Case(factory.Call(">", SparkType.Boolean, nearest, x), factory.Call("-", SparkType.Double, nearest, factory.Number(1)), nearest);
    }

    private Node CeilingOf(Node x) => factory.Call("negative", SparkType.Double, FloorOf(factory.Call("negative", SparkType.Double, x)));

    /// <summary>Missing where one is.</summary>
    private Value Larger(bool isMaximum, Value left, Value right, PythonNode at)
    {
        var (a, b) = (ElementOf(left, at), ElementOf(right, at));
        if (a.Kind == PythonKind.Int && b.Kind == PythonKind.Int && !(a.Range.IsWithin(Distinct) && b.Range.IsWithin(Distinct)))
        {
            throw Refuse(ReasonCode.PandasBatch, "bigints are compared as floats where a NULL is in their batch", at);
        }

        if (a.Float == 0 || b.Float == 0 || (a.Kind == PythonKind.Float && b.Kind == PythonKind.Float && !a.IsConstant && !b.IsConstant))
        {
            throw Refuse(ReasonCode.InexactMath, "which zero of 0.0 and -0.0 is the larger is up to NumPy", at);
        }

        var isChosen = SeriesComparison(isMaximum ? ComparisonOperator.GreaterOrEqual : ComparisonOperator.LessOrEqual, left, right, at).Element!.Node!;
        var chosen = SeriesChoice(isChosen, left, right, at);
        var node = chosen.Element!.Node!;
        var missing = factory.Or(IsMissing(a), IsMissing(b));
        return chosen with
        {
            IsArray = (left.Kind != PythonKind.Series || left.IsArray) && (right.Kind != PythonKind.Series || right.IsArray),
            Element = chosen.Element with { Node = factory.Case(missing, factory.Null(node.Type), node), IsNullable = true },
        };
    }

    private Value Selected(List<Value> arguments, List<(string Name, Value Value)> keywords, PythonNode at)
    {
        var otherwise = keywords is [{ Name: "default", Value: var given }] ? given : arguments.Count == 3 ? arguments[2] : Integer(0);
        if (arguments.Count is not (2 or 3) || keywords.Any(keyword => keyword.Name != "default") || arguments[0].Kind != PythonKind.Sequence || arguments[1].Kind != PythonKind.Sequence
            || arguments[0].Items.Count != arguments[1].Items.Count || arguments[0].Items.Count == 0)
        {
            throw Refuse(ReasonCode.PandasBatch, "numpy.select() other than of two lists of one length", at);
        }

        var kinds = arguments[1].Items.Append(otherwise).Select(choice => ElementOf(choice, at).Kind).Distinct().ToList();
        if (kinds.Count > 1 && kinds.Any(kind => kind is not (PythonKind.Int or PythonKind.Float)))
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "numpy.select() of choices of several types", at);
        }

        var result = otherwise;
        for (var i = arguments[0].Items.Count - 1; i >= 0; i--)
        {
            result = SeriesChoice(Truths(arguments[0].Items[i], at).Node!, arguments[1].Items[i], result, at);
        }

        return result with { IsArray = true };
    }

    /// <summary><c>pd.isna(x)</c> of one value, as a function that is applied to each element calls it.</summary>
    private Node IsMissingValue(Value value) => value.Kind == PythonKind.None ? factory.True : value.Node is null ? factory.False
        : value.Kind == PythonKind.Float ? factory.Or(IsNone(value), value.MayBeNan ? factory.Call("isnan", SparkType.Boolean, value.Node) : factory.False) : IsNone(value);
}
