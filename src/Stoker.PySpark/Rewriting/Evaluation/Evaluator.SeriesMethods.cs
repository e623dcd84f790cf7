using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Methods of Series.</content>
internal sealed partial class Evaluator
{
    private Value SeriesMethod(Value series, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        series = name is "fillna" or "combine_first" or "isna" or "isnull" or "notna" or "notnull" or "eq" or "ne" or "lt" or "le" or "gt" or "ge" or "isin" or "copy" ? Plain(series, at) : Typed(Plain(series, at), at);
        if (name == "clip")
        {
            return Clipped(series, arguments, keywords, at);
        }

        if (keywords.Count > 0 || arguments.Count > 2)
        {
            throw Refuse(ReasonCode.PandasBatch, $"it calls .{name} of a Series with keyword arguments", at);
        }

        var first = arguments.ElementAtOrDefault(0);
        return (name, arguments.Count) switch
        {
            ("add" or "sub" or "subtract" or "mul" or "multiply" or "div" or "divide" or "truediv" or "floordiv" or "mod" or "pow", 1) => SeriesArithmetic(OperatorOf(name), series, first!, at),
            ("eq" or "ne" or "lt" or "le" or "gt" or "ge", 1) => SeriesComparison(ComparisonOf(name), series, first!, at),
            ("isna" or "isnull", 0) => SeriesOfTruths(IsMissing(series.Element!)),
            ("notna" or "notnull", 0) => SeriesOfTruths(IsThere(series.Element!)),
            ("fillna", 1) or ("combine_first", 1) => Filled(series, first!, at),
            ("where", 1 or 2) => Kept(series, Truths(first!, at).Node!, arguments.ElementAtOrDefault(1), at),
            ("mask", 1 or 2) => Kept(series, factory.Not(Truths(first!, at).Node!), arguments.ElementAtOrDefault(1), at),
            ("between", 2) => SeriesOfTruths(factory.And(
                SeriesComparison(ComparisonOperator.GreaterOrEqual, series, first!, at).Element!.Node!, SeriesComparison(ComparisonOperator.LessOrEqual, series, arguments[1], at).Element!.Node!)),
            ("isin", 1) => OneOf(series, first!, at),
            ("abs", 0) => SeriesAbsolute(series, at),
            ("round", 0 or 1) => SeriesRounded(series, first ?? Integer(0), at),
            ("astype", 1) => Converted(series, first!, at),
            ("copy", 0) => series with { },
            ("map", 1) when first!.Kind == PythonKind.Dict => Looked(series, first, at),
            ("map" or "apply", 1) => EachElement(series, first!, at),
            _ => throw Refuse(ReasonCode.PandasBatch, $"it calls .{name} of a Series, which has no proven native form", at),
        };
    }

    private static BinaryOperator OperatorOf(string name) => name switch
    {
        "add" => BinaryOperator.Add,
        "sub" or "subtract" => BinaryOperator.Subtract,
        "mul" or "multiply" => BinaryOperator.Multiply,
        "floordiv" => BinaryOperator.FloorDivide,
        "mod" => BinaryOperator.Modulo,
        "pow" => BinaryOperator.Power,
        _ => BinaryOperator.Divide,
    };

    private static ComparisonOperator ComparisonOf(string name) => name switch
    {
        "eq" => ComparisonOperator.Equal,
        "ne" => ComparisonOperator.NotEqual,
        "lt" => ComparisonOperator.Less,
        "le" => ComparisonOperator.LessOrEqual,
        "gt" => ComparisonOperator.Greater,
        _ => ComparisonOperator.GreaterOrEqual,
    };

    private Value Filled(Value series, Value with, PythonNode at)
    {
        var element = series.Element!;
        var other = ElementOf(with, at);
        if (other.Kind == PythonKind.None || other.Float is double.NaN)
        {
            throw Refuse(ReasonCode.PandasBatch, "a missing element is filled with a missing one", at);
        }

        if ((element.Kind == PythonKind.Int && other.Kind == PythonKind.Float) || (series.Missing == MissingMark.Untyped && element.Kind == PythonKind.Float))
        {
            throw Refuse(ReasonCode.PandasBatch, "whether they are ints or floats depends on whether an element is missing in the batch", at);
        }

        if (element.Kind == PythonKind.Bool && other.Kind != PythonKind.Bool)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"truth values are filled with {Named(other)}", at);
        }

        if (element.Kind == PythonKind.Int && other.Kind == PythonKind.Int && !other.Range.IsWithin(series.Bits == 32 ? Interval.Of(SparkType.Int) : Distinct))
        {
            throw Refuse(ReasonCode.PandasBatch, "ints are filled with one that their type does not hold", at);
        }

        var filled = SeriesChoice(IsMissing(element), with.Kind == PythonKind.Series ? with : other, series with { Missing = MissingMark.Nan }, at);
        return filled with
        {
            Missing = with.Missing,
            Element = filled.Element! with { IsNullable = other.IsNullable, MayBeNan = other is { Kind: PythonKind.Float, MayBeNan: true } },
        };
    }

    /// <summary><c>where</c>: elements that do not meet the condition become missing, or another value.</summary>
    private Value Kept(Value series, Node condition, Value? other, PythonNode at)
    {
        if (other is not null)
        {
            return other is { Kind: PythonKind.None } or { Float: double.NaN } ? Kept(series, condition, null, at)
                : series.Element!.Kind == PythonKind.Int && ElementOf(other, at).Kind == PythonKind.Float
                    ? throw Refuse(ReasonCode.PandasBatch, "ints become floats only in a batch in which one is replaced", at)
                    : SeriesChoice(condition, series, other, at);
        }

        var element = series.Element!;
        if (element.Kind is not (PythonKind.Text or PythonKind.Int or PythonKind.Float) || (element.Kind == PythonKind.Int && !element.Range.IsWithin(Distinct)))
        {
            throw Refuse(ReasonCode.PandasBatch, $"elements of a Series of {Several(element)} become missing", at);
        }

        return series with
        {
            Element = element with { Node = factory.Case(condition, element.Node!, factory.Null(element.Node!.Type)), IsNullable = true },
            Missing = MissingMark.Either,
            MayBeFloats = element.Kind == PythonKind.Int,
        };
    }

    private Value Clipped(Value series, List<Value> arguments, List<(string Name, Value Value)> keywords, PythonNode at)
    {
        var element = series.Element!;
        Value? Limit(int place, string name) => (place < arguments.Count ? arguments[place] : keywords.Find(keyword => keyword.Name == name).Value) is { Kind: not PythonKind.None } limit ? limit : null;
        var (low, high) = (Limit(0, "lower"), Limit(1, "upper"));
        var isPlain = arguments.Count <= 2 && keywords.All(keyword => keyword.Name is "lower" or "upper") && element.Kind is PythonKind.Int or PythonKind.Float
            && new[] { low, high }.All(limit => limit is null or { IsConstant: true, Kind: PythonKind.Int } || (limit is { IsConstant: true, Kind: PythonKind.Float, MayBeNan: false } && element.Kind == PythonKind.Float))
            && new[] { low, high }.All(limit => limit is not { Kind: PythonKind.Int } || limit.Range.IsWithin(series.Bits == 32 ? Interval.Of(SparkType.Int) : Distinct));
        if (!isPlain || (low is not null && high is not null && AsDouble(low, at).Value is double l && AsDouble(high, at).Value is double h && l > h))
        {
            throw Refuse(ReasonCode.PandasBatch, ".clip() with limits that are not constants of the Series' type, in their order", at);
        }

        var (node, range) = (element.Node!, element.Range);
        Node Cut(Value limit, ComparisonOperator op) => factory.Case(
            SeriesComparison(op, series, limit, at).Element!.Node!, element.Kind == PythonKind.Float ? AsDouble(limit, at) : factory.Cast(limit.Node!, element.Node!.Type), node);
        if (low is not null)
        {
            node = Cut(low, ComparisonOperator.Less);
            range = low.Integer is { } from ? new Interval(BigInteger.Max(range.Low, from), BigInteger.Max(range.High, from)) : range;
        }

        if (high is not null)
        {
            node = Cut(high, ComparisonOperator.Greater);
            range = high.Integer is { } to ? new Interval(BigInteger.Min(range.Low, to), BigInteger.Min(range.High, to)) : range;
        }

        return series with { Element = element with { Node = node, Range = range } };
    }

    private Value OneOf(Value series, Value options, PythonNode at)
    {
        var element = series.Element!;
        if (options.Kind is not (PythonKind.Sequence or PythonKind.Set) || options.Node is not null || options.Items.Count is 0 or > 1_000
            || options.Items.Any(item => !item.IsConstant || item.Kind != element.Kind || !(item.Text is not null || item.Integer is { } whole && Distinct.Contains(whole))))
        {
            throw Refuse(ReasonCode.PandasBatch, ".isin() of other than texts in a Series of texts, or ints in one of ints", at);
        }

        var nodes = options.Items.Select(item => element.Kind == PythonKind.Int ? factory.Cast(item.Node!, SparkType.Long) : item.Node!).Distinct().ToList();
        return SeriesOfTruths(factory.And(IsThere(element), factory.Call("in", SparkType.Boolean, [element.Kind == PythonKind.Int ? Whole(element) : element.Node!, .. nodes])));
    }

    private Value SeriesAbsolute(Value series, PythonNode at)
    {
        var element = series.Element!;
        if (element.Kind == PythonKind.Float)
        {
            return series with { Element = element with { Node = factory.Call("abs", SparkType.Double, element.Node!) } };
        }

        var lowest = (series.Bits == 32 ? Interval.Of(SparkType.Int) : Interval.Long).Low;
        return element.Kind == PythonKind.Int && element.Range.Low > lowest && (!series.MayBeFloats || element.Range.IsWithin(Distinct))
            ? series with { Element = Absolute(element with { IsNullable = false }, at) with { IsNullable = element.IsNullable } }
            : throw Refuse(ReasonCode.PandasBatch, "abs() of the lowest int is itself, but its opposite where a NULL is in its batch", at);
    }

    /// <summary>NumPy multiplies, rounds half to even, and divides: plain double arithmetic.</summary>
    private Value SeriesRounded(Value series, Value places, PythonNode at)
    {
        var element = series.Element!;
        if (element.Kind != PythonKind.Float || places.Integer is not { } digits || digits < 0 || digits > 8)
        {
            throw Refuse(ReasonCode.PandasBatch, ".round() of other than floats, to tens, or to more than 8 places", at);
        }

        var scale = factory.Number(Math.Pow(10, (int)digits));
        var whole = factory.Call("rint", SparkType.Double, digits.IsZero ? element.Node! : factory.Call("*", SparkType.Double, element.Node!, scale));
        return series with { Element = element with { Node = digits.IsZero ? whole : factory.Call("/", SparkType.Double, whole, scale) } };
    }

    private Value Converted(Value series, Value type, PythonNode at)
    {
        var element = series.Element!;
        var to = type.Text ?? (type.Kind == PythonKind.Named ? type.Name : "");
        switch (to)
        {
            case "float" or "float64" or "builtins.float" or "numpy.float64" or "double" when element.Kind is PythonKind.Int or PythonKind.Float:
                return SeriesOf(AsFloats(element, at));
            case "float" or "float64" or "builtins.float" or "numpy.float64" when element is { Kind: PythonKind.Bool, IsNullable: false }:
                return SeriesOf(new Value(PythonKind.Float) { Node = factory.Cast(factory.Cast(element.Node!, SparkType.Int), SparkType.Double) });
            case "int" or "int64" or "builtins.int" or "numpy.int64" or "long" or "int32" or "numpy.int32" when element is { Kind: PythonKind.Bool, IsNullable: false }:
                return SeriesOfWholes(AsInt(element).Node!, new Interval(0, 1)) with { Bits = to.EndsWith("32", StringComparison.Ordinal) ? 32 : 64 };
            case "int" or "int64" or "builtins.int" or "numpy.int64" when element is { Kind: PythonKind.Int } && (!series.MayBeFloats || element.Range.IsWithin(Distinct)):
                var isMissing = IsMissing(element);
                Raise(isMissing, "ValueError");
                return SeriesOfWholes(element.Node!, element.Range);
            case "bool" or "builtins.bool" when element is { Kind: PythonKind.Bool, IsNullable: false }:
                return series with { };
            case "str" or "builtins.str" when element is { Kind: PythonKind.Text } && !element.IsNullable:
                return series with { };
            case "int" or "int64" or "builtins.int" or "numpy.int64" when element.Kind == PythonKind.Float:
                throw Refuse(ReasonCode.IntOverflow, "floats beyond 64 bits become whatever the processor gives", at);
            default:
                throw Refuse(ReasonCode.PandasBatch, $".astype({to}) of a Series of {Several(element)}", at);
        }
    }

    private Value Looked(Value series, Value dict, PythonNode at)
    {
        var element = series.Element!;
        var keys = dict.Entries.Select(entry => entry.Key).ToList();
        var values = dict.Entries.Select(entry => entry.Value).ToList();
        var kinds = values.Select(value => value.Kind).Distinct().ToList();
        var isPlain = keys.Count > 0 && keys.All(key => key.Kind == element.Kind && (key.Text is not null || key.Integer is { } whole && Distinct.Contains(whole)))
            && values.All(value => value.IsConstant) && (kinds is [PythonKind.Text or PythonKind.Float] || (kinds is [PythonKind.Int] && values.All(value => value.Range.IsWithin(Distinct))));
        if (!isPlain)
        {
            throw Refuse(ReasonCode.PandasBatch, ".map() by a dict other than of texts or ints to values of one type", at);
        }

        var found = DictLookup(dict, element with { IsNullable = element.IsNullable }, new Value(PythonKind.None), at);
        return SeriesOf(found with { IsNullable = true, MayBeNan = values.Any(value => value.MayBeNan) }) with { Missing = kinds[0] == PythonKind.Text ? MissingMark.Untyped : MissingMark.Nan, MayBeFloats = kinds[0] == PythonKind.Int, Bits = 64 };
    }

    /// <summary><c>apply</c> and <c>map</c> with a function, which gets Python objects one by one: those of a Series of texts or floats do not depend on the batch.</summary>
    private Value EachElement(Value series, Value function, CallExpression at)
    {
        var element = series.Element!;
        var isKnown = element.Kind switch
        {
            PythonKind.Text => !element.IsNullable || series.Missing == MissingMark.None,
            PythonKind.Float => series.Missing != MissingMark.Untyped,
            PythonKind.Bool => !element.IsNullable,
            PythonKind.Int => !series.MayBeFloats && !element.IsNullable,
            _ => false,
        };
        if (!isKnown)
        {
            throw Refuse(ReasonCode.PandasBatch, element.Kind == PythonKind.Int
                ? "a function is applied to a Series of ints: it gets floats where a NULL is in the batch"
                : "a function is applied to a Series of which a missing element may be None or NaN", at);
        }

        var argument = element is { Kind: PythonKind.Float, IsNullable: true }
            ? element with { Node = factory.Call("coalesce", SparkType.Double, element.Node!, factory.Number(double.NaN)), IsNullable = false, MayBeNan = true }
            : element;
        var outer = isBatch;
        isBatch = false;
        Value result;
        try
        {
            result = Applied(function, argument, at);
        }
        finally
        {
            isBatch = outer;
        }

        if (result.Kind is not (PythonKind.Text or PythonKind.Float or PythonKind.Bool or PythonKind.Int) || result.Beyond is not null
            || (result.Kind == PythonKind.Int && !result.Range.IsWithin(result.IsNullable ? Distinct : Interval.Long)))
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"the function that is applied returns {Named(result)}", at);
        }

        if (result.Kind == PythonKind.Int && AsLong(result with { IsNullable = false }, at) is var whole)
        {
            result = result with { Node = whole };
        }

        // Where all of a batch are ints the Series is one of ints.
        result = result.IntWhen is null ? result : result with { IntWhen = null, IsNullable = true };
        return SeriesOf(result with { IsIterator = false }) with
        {
            Missing = result.Kind == PythonKind.Text ? MissingMark.None : MissingMark.Untyped,
            MayBeFloats = result.Kind == PythonKind.Int && result.IsNullable,
            Bits = 64,
        };
    }
}
