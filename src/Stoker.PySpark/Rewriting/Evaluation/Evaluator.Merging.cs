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

        if (then.Kind == PythonKind.List && otherwise is { Kind: PythonKind.Sequence, IsList: true, Items.Count: 0 })
        {
            return Merge(condition, then, then with { Node = factory.Cast(factory.Call("array", SparkType.Array(SparkType.Void)), then.Node!.Type), IsNullable = false }, at);
        }

        if (otherwise.Kind == PythonKind.List && then is { Kind: PythonKind.Sequence, IsList: true, Items.Count: 0 })
        {
            return Merge(factory.Not(condition), otherwise, then, at);
        }

        if (then.Kind != otherwise.Kind)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"a value is {Named(then)} on one path and {Named(otherwise)} on another", at);
        }

        return MergeSame(condition, then, otherwise, at);
    }

    private Value MergeSame(Node condition, Value then, Value otherwise, PythonNode? at)
    {
        if (then.Kind == PythonKind.Sequence && then.Items.Count == otherwise.Items.Count && then.IsList == otherwise.IsList)
        {
            return then with { Items = [.. then.Items.Zip(otherwise.Items, (a, b) => Merge(condition, a, b, at))] };
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
            IsNullable = then.IsNullable || otherwise.IsNullable,
            Range = then.Range.Union(otherwise.Range),
            MayBeNan = then.MayBeNan || otherwise.MayBeNan,
            Beyond = then.Beyond is null && otherwise.Beyond is null ? null : factory.Case(condition, then.Beyond ?? factory.False, otherwise.Beyond ?? factory.False),
            Origin = then.Beyond is null && otherwise.Beyond is null ? null
                : factory.Case(condition, then.Origin ?? factory.Number(1), otherwise.Origin ?? factory.Number(1)),
            Element = then.Element is { } a && otherwise.Element is { } b
                ? a with { IsNullable = a.IsNullable || b.IsNullable, Range = a.Range.Union(b.Range), MayBeNan = a.MayBeNan || b.MayBeNan }
                : then.Element ?? otherwise.Element,
        };
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
        PythonKind.None => "None",
        _ => $"a {value.Kind.ToString().ToLowerInvariant()}",
    };
}
