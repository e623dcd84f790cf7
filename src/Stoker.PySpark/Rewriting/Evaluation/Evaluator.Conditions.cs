using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Truth and comparison. Every condition made here is never NULL.</content>
internal sealed partial class Evaluator
{
    private Node Condition(PythonExpression expression)
    {
        switch (expression)
        {
            case UnaryExpression { Operator: UnaryOperator.Not } not:
                return factory.Not(Condition(not.Operand));
            case BooleanExpression either:
                return EitherCondition(either, 0);
            case CompareExpression compare:
                return Comparison(compare);
            default:
                return Truth(Evaluate(expression), expression);
        }
    }

    private Node EitherCondition(BooleanExpression either, int at)
    {
        var condition = Condition(either.Values[at]);
        if (at + 1 == either.Values.Count)
        {
            return condition;
        }

        var goesOn = either.Operator == BooleanOperator.And;
        if (facts.Decide(condition) is { } known)
        {
            return known == goesOn ? EitherCondition(either, at + 1) : factory.Bool(known);
        }

        var rest = Under(condition, goesOn, () => EitherCondition(either, at + 1));
        return goesOn ? factory.And(condition, rest) : factory.Or(condition, rest);
    }

    private Node Truth(Value value, PythonNode at)
    {
        if (value.IsIterator)
        {
            throw Refuse(ReasonCode.Loop, "the truth of an iterator, which is always true", at);
        }

        switch (value.Kind)
        {
            case PythonKind.None or PythonKind.Never:
                return factory.False;
            case PythonKind.Sequence or PythonKind.Set:
                return value.Node is null ? factory.Bool(value.Items.Count > 0) : Present(value, factory.Not(Equal(SizeNode(value.Node), factory.Int(0))));
            case PythonKind.Dict:
                return factory.Bool(value.Entries.Count > 0);
            case PythonKind.Match:
                return value.Pattern!.Matched!;
            case PythonKind.Function or PythonKind.Named or PythonKind.Pattern:
                return factory.True;
            default:
                break;
        }

        if (value.Node is not { } node)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"it tests the truth of {Named(value)}", at);
        }

        if (node.IsLiteral && node.Value is not null)
        {
            return factory.Bool(node.Value switch
            {
                bool truth => truth,
                BigInteger whole => !whole.IsZero,
                double number => number != 0,
                string text => text.Length > 0,
                _ => true,
            });
        }

        return value.Kind switch
        {
            PythonKind.Bool => MayBeNone(value) ? Coalesced(node) : node,
            PythonKind.Int => Present(value, factory.Not(Equal(node, factory.Literal(BigInteger.Zero, node.Type)))),
            PythonKind.Float => Present(value, factory.Not(Equal(node, factory.Number(0)))),
            PythonKind.Text => Present(value, factory.Not(Equal(node, factory.Text("")))),
            PythonKind.List or PythonKind.Map => Present(value, factory.Not(Equal(SizeNode(node), factory.Int(0)))),
            PythonKind.Date or PythonKind.DateTime or PythonKind.Row => Present(value, factory.True),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"it tests the truth of {Named(value)}", at),
        };
    }

    private Node Present(Value value, Node condition) => MayBeNone(value) ? factory.And(factory.IsNotNull(value.Node!), condition) : condition;

    private Node Coalesced(Node node) => node.IsNullLiteral ? factory.False : factory.Call("coalesce", SparkType.Boolean, node, factory.False);

    /// <summary>Null-safe equality.</summary>
    private Node Equal(Node left, Node right)
    {
        if (left.IsLiteral && right.IsLiteral && left.Value is not null && right.Value is not null)
        {
            return factory.Bool(left.Value.Equals(right.Value));
        }

        return left.IsLiteral ? factory.Call("<=>", SparkType.Boolean, right, left) : factory.Call("<=>", SparkType.Boolean, left, right);
    }

    private Node SizeNode(Node list) => factory.Call("size", SparkType.Int, list);
}
