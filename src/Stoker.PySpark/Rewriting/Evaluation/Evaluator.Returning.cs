using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>What PySpark's converters make of the returned value.</content>
internal sealed partial class Evaluator
{
    /// <summary>The native form of the function's outcome as a column of the declared type.</summary>
    public Node Convert(Outcome outcome, SparkType declared, string name, PythonNode at)
    {
        switch (outcome)
        {
            case Outcome.Raised raised:
                return factory.Raise($"{raised.Exception}: {name}", declared);
            case Outcome.Returned returned when isBatch:
                return SeriesResult(returned.Value, declared, at);
            case Outcome.Returned returned:
                return Convert(returned.Value, declared, name, at);
            case Outcome.Branch branch:
                var then = Convert(branch.Then, declared, name, at);
                var otherwise = Convert(branch.Otherwise, declared, name, at);

                // The same failure twice in a row needs one test.
                return (then.Kind == NodeKind.Raise || then.IsNullLiteral) && otherwise.Kind == NodeKind.Case && otherwise.Parts[1] == then && !otherwise.Parts[0].IsPartial && otherwise.Parts.Count == 3
                    ? factory.Case(factory.Or(branch.Condition, otherwise.Parts[0]), then, otherwise.Parts[2])
                    : factory.Case(branch.Condition, then, otherwise);
            default:
                throw new InvalidOperationException("an outcome of an unknown kind");
        }
    }

    private Node Convert(Value value, SparkType declared, string name, PythonNode at)
    {
        if (value.Kind == PythonKind.None)
        {
            return factory.Null(declared);
        }

        if (value.IsIterator)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "it returns an iterator", at);
        }

        if (value.Kind == PythonKind.Never)
        {
            return factory.Raise($"unreachable: {name}", declared);
        }

        switch (declared.Kind)
        {
            case SparkKind.String:
                return TextResult(value, at);
            case SparkKind.Byte or SparkKind.Short or SparkKind.Int or SparkKind.Long:
                return WholeResult(value, declared, name, at);
            case SparkKind.Double or SparkKind.Float when value.IntWhen is { } when && !target.IsArrow:
                return HasNull(when)
                    ? throw Refuse(ReasonCode.MixedReturnTypes, "it returns an int on some path, which becomes NULL without Arrow", at)
                    : factory.Case(when, factory.Null(declared), factory.Cast(value.Node!, declared));
            case SparkKind.Float when value.IntWhen is not null:
                throw Refuse(ReasonCode.MixedReturnTypes, "it returns an int on some path", at);
            case SparkKind.Double when value.Kind == PythonKind.Float:
                return value.Node!;
            case SparkKind.Float when value.Kind == PythonKind.Float:
                return factory.Cast(value.Node!, SparkType.Float);
            case SparkKind.Double or SparkKind.Float when value.Kind == PythonKind.Int:
                return !target.IsArrow ? factory.Null(declared)
                    : declared.Kind == SparkKind.Double && AsInt(value).Range.IsWithin(Interval.Exact) ? factory.Cast(value.Node!, declared)
                    : throw Refuse(ReasonCode.MixedReturnTypes, $"it returns an int under {declared}", at);
            case SparkKind.Boolean when value.Kind == PythonKind.Bool:
                return value.Node!;
            case SparkKind.Date when value.Kind == PythonKind.Date:
            case SparkKind.TimestampNtz when value.Kind == PythonKind.DateTime:
                return value.Node!;
            case SparkKind.Array when value.Kind == PythonKind.List:
                return ListResult(value, declared, name, at);
            case SparkKind.Array when value.Kind == PythonKind.Sequence:
                return factory.Call("array", declared, [.. value.Items.Select(item => factory.Cast(Convert(item, declared.Element!, name, at), declared.Element!))]);
            case SparkKind.Struct when value.Kind == PythonKind.Sequence && !value.IsList && value.Items.Count == declared.Fields.Count:
                return factory.Call("named_struct", declared, [.. declared.Fields.Zip(value.Items).SelectMany(pair =>
                    new[] { factory.Text(pair.First.Name), factory.Cast(Convert(pair.Second, pair.First.Type, name, at), pair.First.Type) })]);
            case SparkKind.Struct when value.Kind == PythonKind.Dict:
                return factory.Call("named_struct", declared, [.. declared.Fields.SelectMany(field => new[]
                {
                    factory.Text(field.Name),
                    factory.Cast(Convert(value.Entries.FirstOrDefault(entry => entry.Key.Text == field.Name).Value ?? new Value(PythonKind.None), field.Type, name, at), field.Type),
                })]);
            default:
                throw Refuse(ReasonCode.MixedReturnTypes, $"it returns {Named(value)}, declared is {declared}", at);
        }
    }

    private Node TextResult(Value value, PythonNode at)
    {
        switch (value.Kind)
        {
            case PythonKind.Text:
                return value.Node!;
            case PythonKind.Int:
                return factory.Cast(AsInt(value).Node!, SparkType.String);
            case PythonKind.Bool when !(target.IsArrow && target.Version.Major < 4):
                var node = value.Node!;
                return value.IsNullable
                    ? factory.Case(Coalesced(node), factory.Text("true"), factory.Case(factory.IsNull(node), factory.Null(SparkType.String), factory.Text("false")))
                    : factory.Case(node, factory.Text("true"), factory.Text("false"));
            case PythonKind.Float:
                throw Refuse(ReasonCode.FloatFormatting, "it returns a float, declared (or by default) is string", at);
            default:
                throw Refuse(ReasonCode.MixedReturnTypes, $"it returns {Named(value)}, declared (or by default) is string", at);
        }
    }

    private Node WholeResult(Value value, SparkType declared, string name, PythonNode at)
    {
        if (value.IntWhen is not null)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"it returns an int on one path and a float on another, declared is {declared}", at);
        }

        if (value.Kind is PythonKind.Float or PythonKind.Bool or PythonKind.Text && !target.IsArrow)
        {
            return factory.Null(declared);
        }

        if (value.Kind != PythonKind.Int)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, $"it returns {Named(value)}, declared is {declared}", at);
        }

        var beyond = value.Beyond is { } condition && facts.Decide(condition) != false ? condition : factory.False;
        var node = value.Node!;
        var limits = Interval.Of(declared);
        if (value.Range.IsWithin(limits))
        {
            return WithNull(value, factory.Case(beyond, OutOfRange(declared, name), Narrow(node, declared)), declared);
        }

        // Past 64 bits first, then past the declared type.
        var (tooLong, whole) = In64Bits(node, value.Range);
        var result = target.IsArrow ? Bounded(whole, value.Range, declared, name) : Wrapped(whole, value.Range, declared);
        return WithNull(value, factory.Case(beyond, OutOfRange(declared, name), factory.Case(tooLong, OutOfRange(declared, name), result)), declared);
    }

    private Node WithNull(Value value, Node result, SparkType declared) =>
        value.IsNullable && result.Kind == NodeKind.Case ? factory.Case(factory.IsNull(value.Node!), factory.Null(declared), result) : result;

    /// <summary>Arrow fails, pickle gives NULL.</summary>
    private Node OutOfRange(SparkType declared, string name) => target.IsArrow ? factory.Raise($"OverflowError: {name}", declared) : factory.Null(declared);

    private (Node TooLong, Node Whole) In64Bits(Node node, Interval range)
    {
        if (range.IsWithin(Interval.Long) && !node.Type.IsWide)
        {
            return (factory.False, factory.Cast(node, SparkType.Long));
        }

        var narrow = node.Name is "+" or "-" or "*" && node.Kind == NodeKind.Call ? node.Parts.Select(Unwidened).ToList() : [];
        if (narrow.Count == 2 && narrow.All(part => part is not null))
        {
            var attempt = factory.Call(node.Name switch { "+" => "try_add", "-" => "try_subtract", _ => "try_multiply" }, SparkType.Long, narrow[0]!, narrow[1]!);
            return (factory.IsNull(attempt), attempt);
        }

        var outside = factory.Or(
            factory.Call(">", SparkType.Boolean, node, factory.Literal(Interval.Long.High, SparkType.Long)),
            factory.Call("<", SparkType.Boolean, node, factory.Literal(Interval.Long.Low, SparkType.Long)));
        return (outside, factory.PartialCast(node, SparkType.Long));
    }

    private Node? Unwidened(Node node) =>
        node is { Kind: NodeKind.Cast, Parts: [{ Type.Kind: SparkKind.Long } inner] } ? inner
        : node.Value is BigInteger value && Interval.Long.Contains(value) ? factory.Literal(value, SparkType.Long)
        : null;

    private Node Bounded(Node whole, Interval range, SparkType declared, string name)
    {
        if (declared.Kind == SparkKind.Long)
        {
            return whole;
        }

        var limits = Interval.Of(declared);
        var outside = factory.False;
        outside = range.High > limits.High ? factory.Or(outside, factory.Call(">", SparkType.Boolean, whole, factory.Literal(limits.High, SparkType.Long))) : outside;
        outside = range.Low < limits.Low ? factory.Or(outside, factory.Call("<", SparkType.Boolean, whole, factory.Literal(limits.Low, SparkType.Long))) : outside;
        return factory.Case(outside, factory.Raise($"OverflowError: {name}", declared), factory.PartialCast(whole, declared));
    }

    /// <summary>The low bits, as the pickled path keeps them.</summary>
    private Node Wrapped(Node whole, Interval range, SparkType declared)
    {
        if (declared.Kind == SparkKind.Long || range.IsWithin(Interval.Of(declared)))
        {
            return Narrow(whole, declared);
        }

        var shift = factory.Int(64 - declared.Bits);
        return factory.Cast(factory.Call("shiftright", SparkType.Long, factory.Call("shiftleft", SparkType.Long, whole, shift), shift), declared);
    }

    private Node Narrow(Node node, SparkType declared) => node.IsLiteral || node.Type.Equals(declared) ? factory.Cast(node, declared) : factory.PartialCast(node, declared);

    private Node ListResult(Value list, SparkType declared, string name, PythonNode at)
    {
        var type = declared.Element!;
        var element = list.Element!;
        if (list.Node!.Type.Equals(declared))
        {
            return list.Node;
        }

        var isSame = (element.Kind, type.Kind) is (PythonKind.Text, SparkKind.String) or (PythonKind.Float, SparkKind.Double) or (PythonKind.Bool, SparkKind.Boolean) or (PythonKind.Date, SparkKind.Date);
        if (isSame)
        {
            return factory.Cast(list.Node, declared);
        }

        if (element.Kind == PythonKind.Int && type.IsInteger)
        {
            if (element.Range.IsWithin(Interval.Of(type)))
            {
                return factory.Call("transform", declared, list.Node, Converted(list, type, name, at));
            }

            if (target.IsArrow)
            {
                return factory.PartialCall("transform", declared, list.Node, Converted(list, type, name, at));
            }
        }

        throw Refuse(ReasonCode.MixedReturnTypes, $"it returns a list of {Named(element)}, declared is {declared}", at);
    }

    private Node Converted(Value list, SparkType type, string name, PythonNode at)
    {
        var (variable, element) = Bound(list);
        return factory.Lambda([variable], factory.Cast(WholeResult(element with { IsNullable = list.Element!.IsNullable }, type, name, at), type));
    }
}
