using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Arithmetic: whole numbers by their ranges, floats as they are.</content>
internal sealed partial class Evaluator
{
    private Value Arithmetic(BinaryOperator op, Value left, Value right, PythonNode at)
    {
        if (left.Kind == PythonKind.Never || right.Kind == PythonKind.Never)
        {
            return Value.Never;
        }

        if (left.Kind == PythonKind.Series || right.Kind == PythonKind.Series)
        {
            return SeriesArithmetic(op, left, right, at);
        }

        if (op == BinaryOperator.Modulo && left.Kind == PythonKind.LongHex && right.Integer is { } divisor && divisor > 0 && divisor < BigInteger.One << 31)
        {
            return HexModulo(left, (long)divisor);
        }

        if (op == BinaryOperator.Modulo && left.Kind == PythonKind.Text)
        {
            return PercentFormat(left, right, at);
        }

        if (left.Kind == PythonKind.None || right.Kind == PythonKind.None)
        {
            return RaiseAlways("TypeError");
        }

        (left, right) = (NotNone(left, "TypeError"), NotNone(right, "TypeError"));
        if (op == BinaryOperator.Multiply && left.Beyond is not null && right.Integer is { IsZero: false })
        {
            // What is beyond 64 bits stays so.
            var product = Wholes(op, left with { Beyond = null }, right, at);
            return product with { Beyond = left.Beyond, Origin = right.Integer > 0 ? left.Origin : factory.Call("negative", SparkType.Double, left.Origin!) };
        }

        if (left.Kind == PythonKind.Bool && right.Kind == PythonKind.Bool && op is BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.BitXor)
        {
            return Boolean(op switch
            {
                BinaryOperator.BitAnd => factory.And(left.Node!, right.Node!),
                BinaryOperator.BitOr => factory.Or(left.Node!, right.Node!),
                _ => factory.Not(Equal(left.Node!, right.Node!)),
            });
        }

        if (left.IsNumber && right.IsNumber)
        {
            return left.Kind == PythonKind.Float || right.Kind == PythonKind.Float || op == BinaryOperator.Divide
                ? Floats(op, left, right, at)
                : Wholes(op, AsInt(left), AsInt(right), at);
        }

        return (op, left.Kind, right.Kind) switch
        {
            (BinaryOperator.Add, PythonKind.Text, PythonKind.Text) => TextNode(Concat(left.Node!, right.Node!)),
            (BinaryOperator.Multiply, PythonKind.Text, PythonKind.Int) => Repeated(left, right, at),
            (BinaryOperator.Multiply, PythonKind.Int, PythonKind.Text) => Repeated(right, left, at),
            (BinaryOperator.Add, PythonKind.Sequence, PythonKind.Sequence) when left.IsList == right.IsList =>
                left with { Items = [.. left.Items, .. right.Items] },
            (BinaryOperator.Add, PythonKind.List, PythonKind.List) when left.Node!.Type.Equals(right.Node!.Type) =>
                left with { Node = factory.Call("concat", left.Node.Type, left.Node, right.Node), Element = MergedElement(left.Element!, right.Element!) },
            (BinaryOperator.Add, PythonKind.List, PythonKind.Sequence) when right.IsList => right.Items.Count == 0 ? left : Arithmetic(op, left, ListOfItems(right.Items, at), at),
            (BinaryOperator.Add, PythonKind.Sequence, PythonKind.List) when left.IsList => left.Items.Count == 0 ? right : Arithmetic(op, ListOfItems(left.Items, at), right, at),
            (_, PythonKind.Set, PythonKind.Set) => SetArithmetic(op, left, right, at),
            (BinaryOperator.Add or BinaryOperator.Subtract, PythonKind.Date, PythonKind.Days) => AddDays(left, right, op == BinaryOperator.Subtract),
            (BinaryOperator.Add, PythonKind.Days, PythonKind.Date) => AddDays(right, left, false),
            (BinaryOperator.Subtract, PythonKind.Date, PythonKind.Date) => DaysBetween(left, right),
            _ when IsPlain(left) && IsPlain(right) && !IsTemporal(left) && !IsTemporal(right) => RaiseAlways("TypeError"),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"an operator between {Named(left)} and {Named(right)}", at),
        };
    }

    private static Value MergedElement(Value a, Value b) =>
        a with { IsNullable = a.IsNullable || b.IsNullable, Range = a.Range.Union(b.Range), MayBeNan = a.MayBeNan || b.MayBeNan, MostCharacters = Most(a, b), HexDigits = null };

    private static int? Most(Value a, Value b) => a.MostCharacters is { } x && b.MostCharacters is { } y ? Math.Max(x, y) : null;

    private Value Unary(UnaryExpression unary)
    {
        var value = Evaluate(unary.Operand);
        if (value.Kind is PythonKind.Never or PythonKind.Series)
        {
            return value.Kind == PythonKind.Never ? value : SeriesUnary(unary.Operator, value, unary);
        }

        value = NotNone(value, "TypeError");
        if (value.Kind == PythonKind.Never)
        {
            return value;
        }

        if (!value.IsNumber)
        {
            return value.Kind == PythonKind.Text ? RaiseAlways("TypeError") : throw Refuse(ReasonCode.UnknownFunction, $"a sign before {Named(value)}", unary);
        }

        switch (unary.Operator)
        {
            case UnaryOperator.Plus:
                return value.Kind == PythonKind.Bool ? AsInt(value) : value;
            case UnaryOperator.Minus when value.IntWhen is not null:
                return MaybeWhole(BinaryOperator.Subtract, Integer(0), value, unary) is var negated && IsUnsure(value)
                    ? throw Refuse(ReasonCode.MixedReturnTypes, "the sign of a number that is an int on one path and a float on another", unary)
                    : negated with { Node = factory.Case(value.IntWhen, negated.Node!, factory.Call("negative", SparkType.Double, value.Node!)) };
            case UnaryOperator.Minus when value.Kind == PythonKind.Float:
                return value.Float is { } number && number != 0
                    ? FloatOf(-number)
                    : value.Float is not null
                        ? throw Refuse(ReasonCode.InexactMath, "a literal -0.0", unary)
                        : value with { Node = factory.Call("negative", SparkType.Double, value.Node!) };
            case UnaryOperator.Minus:
                return Wholes(BinaryOperator.Subtract, Integer(0), AsInt(value), unary);
            case UnaryOperator.Invert when value.Kind == PythonKind.Int:
                return IntNode(factory.Call("~", SparkType.Long, AsLong(value, unary)), new Interval(-value.Range.High - 1, -value.Range.Low - 1));
            default:
                throw Refuse(ReasonCode.UnknownFunction, "an operator that has no native form", unary);
        }
    }

    private Value Repeated(Value text, Value count, PythonNode at)
    {
        if (count.Integer is { } times)
        {
            return times <= 0 ? TextOf("")
                : times == 1 ? text
                : times <= 100_000 ? TextNode(factory.Call("repeat", SparkType.String, text.Node!, factory.Int((long)times)))
                : throw Refuse(ReasonCode.TooLarge, "a text repeated very often", at);
        }

        // A count that depends on lengths only, such as a mask's, stays small.
        return count.Range.IsWithin(new Interval(-int.MaxValue, int.MaxValue)) && text.Text is { Length: 1 }
            ? TextNode(factory.Call("repeat", SparkType.String, text.Node!, factory.Cast(count.Node!, SparkType.Int)))
            : throw Refuse(ReasonCode.TooLarge, "a text repeated as often as a column says", at);
    }

    private Node Concat(params IReadOnlyList<Node> parts)
    {
        var joined = new List<Node>();
        foreach (var part in parts.SelectMany(part => part.Is("concat") && part.Type.Kind == SparkKind.String ? part.Parts : [part]))
        {
            if (part.Value is "")
            {
                continue;
            }

            if (joined.Count > 0 && joined[^1].Value is string before && part.Value is string text)
            {
                joined[^1] = factory.Text(before + text);
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined.Count switch { 0 => factory.Text(""), 1 => joined[0], _ => factory.Call("concat", SparkType.String, joined) };
    }
}
