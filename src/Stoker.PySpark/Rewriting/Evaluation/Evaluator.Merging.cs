using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>One value out of two.</content>
internal sealed partial class Evaluator
{
    /// <summary>The value that is <paramref name="then"/> where the condition holds and <paramref name="otherwise"/> elsewhere.</summary>
    private Value Merge(Node condition, Value then, Value otherwise, PythonNode? at)
    {
        if (condition.IsTrue || otherwise.Kind == PythonKind.Never)
        {
            return then;
        }

        if (condition.IsFalse || then.Kind == PythonKind.Never || then == otherwise)
        {
            return otherwise;
        }

        if (then.Kind == PythonKind.None && otherwise.Kind == PythonKind.None)
        {
            return then;
        }

        if (then.Kind == PythonKind.None || otherwise.Kind == PythonKind.None)
        {
            var value = then.Kind == PythonKind.None ? otherwise : then;
            if (value.Node is null || value.Kind == PythonKind.Match)
            {
                throw Refuse(ReasonCode.MixedReturnTypes, "a value is None on one path only", at);
            }

            var absent = factory.Null(value.Node.Type);
            var node = then.Kind == PythonKind.None ? factory.Case(condition, absent, value.Node) : factory.Case(condition, value.Node, absent);
            return value with { Node = node, IsNullable = true };
        }

        if (then.Kind != otherwise.Kind && TryMergeLists(condition, then, otherwise, at) is { } list)
        {
            return list;
        }

        if (then.Kind == PythonKind.List && otherwise is { Kind: PythonKind.Sequence, IsList: true, Items.Count: 0 })
        {
            return Merge(condition, then, then with { Node = factory.Cast(factory.Call("array", SparkType.Array(SparkType.Void)), then.Node!.Type), IsNullable = false }, at);
        }

        if (otherwise.Kind == PythonKind.List && then is { Kind: PythonKind.Sequence, IsList: true, Items.Count: 0 })
        {
            return Merge(factory.Not(condition), otherwise, then, at);
        }

        if (TryMergeNumbers(condition, then, otherwise) is { } number)
        {
            return number;
        }

        if (then.Kind != otherwise.Kind)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"a value is {Named(then)} on one path and {Named(otherwise)} on another", at);
        }

        return MergeSame(condition, then, otherwise, at);
    }

    private Value MergeSame(Node condition, Value then, Value otherwise, PythonNode? at)
    {
        if (TryMergeLists(condition, then, otherwise, at) is { } list)
        {
            return list;
        }

        if (then.Kind == PythonKind.Sequence && then.Items.Count == otherwise.Items.Count && then.IsList == otherwise.IsList)
        {
            return then with { Items = [.. then.Items.Zip(otherwise.Items, (a, b) => Merge(condition, a, b, at))] };
        }

        // Dicts of the same keys in the same order: only their values depend on the data.
        if (then.Kind == PythonKind.Dict && then.Entries.Select(entry => entry.Key.Node).SequenceEqual(otherwise.Entries.Select(entry => entry.Key.Node)) && then.Entries.All(entry => entry.Key is { IsConstant: true, Node: not null }))
        {
            return then with { Entries = [.. then.Entries.Zip(otherwise.Entries, (a, b) => (a.Key, Merge(condition, a.Value, b.Value, at)))] };
        }

        if (then.Node is not { } left || otherwise.Node is not { } right || then.Kind is PythonKind.Match or PythonKind.Hash or PythonKind.Row)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"which {Named(then)} it is depends on the data", at);
        }

        if (then.Kind is PythonKind.List or PythonKind.Map && !left.Type.Equals(right.Type))
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "two lists of different types meet", at);
        }

        if (then.Kind == PythonKind.Int && !left.Type.Equals(right.Type))
        {
            (left, right) = (Whole(then with { Beyond = null }), Whole(otherwise with { Beyond = null }));
            if (!left.Type.Equals(right.Type))
            {
                (left, right) = (factory.Cast(left, SparkType.Wide), factory.Cast(right, SparkType.Wide));
            }
        }

        return then with
        {
            Node = factory.Case(condition, left, right),
            IsNullable = MayBeNone(then) || MayBeNone(otherwise),
            Range = then.Range.Union(otherwise.Range),
            MayBeNan = then.MayBeNan || otherwise.MayBeNan,
            MostCharacters = Most(then, otherwise),
            IsAscii = then.IsAscii && otherwise.IsAscii,
            HexDigits = then.HexDigits == otherwise.HexDigits ? then.HexDigits : null,
            Beyond = then.Beyond is null && otherwise.Beyond is null ? null : factory.Case(condition, then.Beyond ?? factory.False, otherwise.Beyond ?? factory.False),
            Origin = then.Beyond is null && otherwise.Beyond is null ? null
                : factory.Case(condition, then.Origin ?? factory.Number(1), otherwise.Origin ?? factory.Number(1)),
            Element = then.Element is { } a && otherwise.Element is { } b
                ? MergedElement(a, b)
                : then.Element ?? otherwise.Element,
        };
    }

    /// <summary>An int and a float meet as a double that knows when it is an int.</summary>
    private Value? TryMergeNumbers(Node condition, Value then, Value otherwise)
    {
        if ((then.Kind, otherwise.Kind) is not ((PythonKind.Int, PythonKind.Float) or (PythonKind.Float, PythonKind.Int)) && !(then.Kind == PythonKind.Float && otherwise.Kind == PythonKind.Float && (then.IntWhen ?? otherwise.IntWhen) is not null))
        {
            return null;
        }

        if (new[] { then, otherwise }.Any(side => side.Kind == PythonKind.Int && (side.Beyond is not null || !side.Range.IsWithin(Interval.Exact))))
        {
            return null;
        }

        Node Double(Value side) => factory.Cast(side.Node!, SparkType.Double);
        Node IsInt(Value side) => side.Kind == PythonKind.Int ? factory.True : side.IntWhen ?? factory.False;
        var ranges = new[] { then, otherwise }.Where(side => side.Kind == PythonKind.Int || side.IntWhen is not null).Select(side => side.Range).ToList();
        return new Value(PythonKind.Float)
        {
            Node = factory.Case(condition, Double(then), Double(otherwise)),
            IsNullable = then.IsNullable || otherwise.IsNullable,
            MayBeNan = then.MayBeNan || otherwise.MayBeNan,
            IntWhen = factory.Case(condition, IsInt(then), IsInt(otherwise)),
            Range = ranges.Aggregate((a, b) => a.Union(b)),
        };
    }

    /// <summary>Whether it cannot be told when a number is an int.</summary>
    private static bool IsUnsure(Value value) => value.IntWhen is { } when && HasNull(when);

    private static bool HasNull(Node node) => node.IsNullLiteral || node.Parts.Any(HasNull);

    /// <summary>Lists of which one side has the other's items and more: the rest is added under the condition.</summary>
    private Value? TryMergeLists(Node condition, Value then, Value otherwise, PythonNode? at)
    {
        if (then is { Kind: PythonKind.Sequence, IsList: true } && otherwise is { Kind: PythonKind.Sequence, IsList: true } && then.Items.Count != otherwise.Items.Count)
        {
            var (shorter, longer) = then.Items.Count < otherwise.Items.Count ? (then, otherwise) : (otherwise, then);
            var when = longer == then ? condition : factory.Not(condition);
            var isGrown = shorter.Items.Zip(longer.Items).All(pair => ReferenceEquals(pair.First, pair.Second));
            return isGrown ? ListOfItems([.. longer.Items.Select((item, i) => (i < shorter.Items.Count ? null : when, item))], at) : null;
        }

        if (!(IsListLike(then) && IsListLike(otherwise)) || then.Kind == PythonKind.Sequence && otherwise.Kind == PythonKind.Sequence)
        {
            return null;
        }

        return Added(condition, then, otherwise) ?? Added(factory.Not(condition), otherwise, then);

        bool IsListLike(Value value) => value.Kind == PythonKind.List || value is { Kind: PythonKind.Sequence, IsList: true };

        // The longer is the shorter with something behind it.
        Value? Added(Node when, Value longer, Value shorter)
        {
            if (longer.Kind != PythonKind.List || !longer.Node!.Is("concat") || longer.Node.Parts.Count < 2)
            {
                return null;
            }

            var known = shorter.Kind == PythonKind.List ? shorter.Node : shorter.Items.Count > 0 ? ListOfItems(shorter.Items, at).Node : null;
            var rest = longer.Node.Parts[^1];
            var isSame = known is not null && longer.Node.Parts.Count == 2 && longer.Node.Parts[0] == known && longer.Node.Type.Equals(known.Type);
            return isSame
                ? longer with { Node = factory.Call("concat", longer.Node.Type, known!, factory.Case(when, rest, factory.Cast(factory.Call("array", SparkType.Array(SparkType.Void)), longer.Node.Type))), Element = longer.Element }
                : null;
        }
    }

    private static string Named(Value value) => value.Kind switch
    {
        PythonKind.Bool => "a bool",
        PythonKind.Int => "an int",
        PythonKind.Float => "a float",
        PythonKind.Text => "a str",
        PythonKind.Date => "a date",
        PythonKind.DateTime => "a datetime",
        PythonKind.List => "a list",
        PythonKind.Sequence => "a tuple or list",
        PythonKind.Record => "a whole Row",
        PythonKind.Series => "a Series",
        PythonKind.SeriesText => "a Series.str",
        PythonKind.None => "None",
        _ => $"a {value.Kind.ToString().ToLowerInvariant()}",
    };
}
