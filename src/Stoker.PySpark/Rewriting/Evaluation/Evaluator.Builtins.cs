using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Built-in functions, <c>math</c>, <c>hashlib</c>.</content>
internal sealed partial class Evaluator
{
    private Value Builtin(string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (keywords.Count > 0 && name is not ("sorted" or "max" or "min"))
        {
            throw Refuse(ReasonCode.UnknownFunction, $"it calls {name}() with keyword arguments", at);
        }

        var first = arguments.Count > 0 ? arguments[0] : null;
        switch (name, arguments.Count)
        {
            case ("len", 1):
                return LengthOf(first!, at);
            case ("str", 1):
                return AsText(first!, at);
            case ("str", 0):
                return TextOf("");
            case ("bool", 1):
                return Boolean(Truth(first!, at));
            case ("int", 1):
                return ToInt(first!, at);
            case ("float", 1):
                return ToFloat(first!, at);
            case ("abs", 1):
                return Absolute(NumberArgument(first!, "abs", at), at);
            case ("round", 1 or 2):
                return Rounded(first!, arguments.Count == 2 ? arguments[1] : null, at);
            case ("min" or "max", _):
                return Extreme(name, arguments, keywords, at);
            case ("sum", 1 or 2):
                return Sum(first!, arguments.Count == 2 ? arguments[1] : null, at);
            case ("sorted", 1):
                return Sorted(first!, keywords, at);
            case ("isinstance", 2):
                return Boolean(IsInstance(first!, arguments[1], at));
            case ("ord", 1):
                var character = NotNone(first!, "TypeError");
                if (character.Kind == PythonKind.Text)
                {
                    Raise(factory.Not(Equal(Length(character.Node!), factory.Int(1))), "TypeError");
                    return IntNode(factory.Call("ascii", SparkType.Int, character.Node!), new Interval(0, 0x10FFFF));
                }

                throw Refuse(ReasonCode.UnknownFunction, $"ord() of {Named(first!)}", at);
            case ("divmod", 2):
                var (x, y) = (NumberArgument(first!, "divmod", at), NumberArgument(arguments[1], "divmod", at));
                return new Value(PythonKind.Sequence)
                {
                    Items = [Arithmetic(BinaryOperator.FloorDivide, x, y, at), Arithmetic(BinaryOperator.Modulo, x, y, at)],
                };
            case ("pow", 2):
                return Arithmetic(BinaryOperator.Power, first!, arguments[1], at);
            case ("range", >= 1 and <= 3):
                return Range(arguments, at);
            case ("list" or "tuple", 1):
                return first! switch
                {
                    { Kind: PythonKind.Sequence } => first! with { IsList = name == "list" },
                    { Kind: PythonKind.List } => NotNone(first!, "TypeError"),
                    _ when TryItems(first!) is { } items => new Value(PythonKind.Sequence) { Items = items, IsList = name == "list" },
                    { Kind: PythonKind.Text } when name == "list" => Walked(first!),
                    _ => throw Refuse(ReasonCode.UnknownFunction, $"{name}() of {Named(first!)}", at),
                };
            case ("set" or "frozenset", 1):
                return first! switch
                {
                    { Kind: PythonKind.Sequence } => first! with { Kind = PythonKind.Set },
                    { Text: not null } when TryItems(first!) is { } characters => new Value(PythonKind.Set) { Items = characters },
                    { Kind: PythonKind.List, Element.Kind: PythonKind.Text or PythonKind.Int or PythonKind.Date } when NotNone(first!, "TypeError") is { Kind: PythonKind.List } list =>
                        list with { Kind = PythonKind.Set, Node = factory.Call("array_distinct", list.Node!.Type, list.Node) },
                    _ => throw Refuse(ReasonCode.DictionaryOrder, $"{name}() of {Named(first!)}", at),
                };
            case ("map", 2) when arguments[1].Kind == PythonKind.List:
                return Mapped(NotNone(arguments[1], "TypeError"), element => Applied(first!, element, at));
            case ("filter", 2) when arguments[1].Kind == PythonKind.List:
                return Filtered(NotNone(arguments[1], "TypeError"), element => first!.Kind == PythonKind.None ? Truth(element, at) : Truth(Applied(first, element, at), at));
            case ("reversed", 1) when first!.Kind == PythonKind.List:
                var reversed = NotNone(first, "TypeError");
                return reversed.Kind == PythonKind.Never ? reversed : reversed with { Node = factory.Call("reverse", reversed.Node!.Type, reversed.Node) };
            case ("enumerate", 1) when TryItems(first!) is { } numbered:
                return new Value(PythonKind.Sequence) { Items = [.. numbered.Select((item, i) => new Value(PythonKind.Sequence) { Items = [Integer(i), item] })] };
            case ("zip", 2) when TryItems(first!) is { } left && TryItems(arguments[1]) is { } right:
                return new Value(PythonKind.Sequence) { Items = [.. left.Zip(right, (a, b) => new Value(PythonKind.Sequence) { Items = [a, b] })] };
            case ("print" or "open" or "input" or "exec" or "eval" or "globals" or "setattr" or "__import__", _):
                throw Refuse(ReasonCode.NotDeterministic, $"it calls {name}()", at);
            case ("chr" or "repr" or "hash" or "id" or "type" or "hex" or "bin" or "oct" or "format", _):
                throw Refuse(ReasonCode.UnknownFunction, $"{name}() has no exact native form", at);
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"it calls {name}(), which has no proven native form", at);
        }
    }

    private Value Applied(Value function, Value argument, CallExpression at) => function.Kind switch
    {
        PythonKind.Function => ValueOf(Call(function.Function!, function.Scope!, [argument], []), at),
        PythonKind.Named => CallNamed(function.Name, [argument], [], at),
        _ => throw Refuse(ReasonCode.UnknownFunction, $"it calls {Named(function)}", at),
    };

    private Value LengthOf(Value value, PythonNode at)
    {
        switch (value.Kind)
        {
            case PythonKind.Sequence:
                return Integer(value.Items.Count);
            case PythonKind.Dict:
                return Integer(value.Entries.Count);
            case PythonKind.None:
                return RaiseAlways("TypeError");
            case PythonKind.Text when NotNone(value, "TypeError").Node is { } text:
                return text.IsLiteral ? Integer((BigInteger)Length(text).Value!) : IntNode(Length(text), Interval.Length);
            case PythonKind.List or PythonKind.Map when NotNone(value, "TypeError").Node is { } list:
                return IntNode(SizeNode(list), Interval.Length);
            case PythonKind.Set when value.Node is { } set:
                return IntNode(SizeNode(set), Interval.Length);
            case PythonKind.Int or PythonKind.Float or PythonKind.Bool:
                return RaiseAlways("TypeError");
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"len() of {Named(value)}", at);
        }
    }

    private Value NumberArgument(Value value, string function, PythonNode at)
    {
        var number = NotNone(value, "TypeError");
        return number.Kind == PythonKind.Never || number.IsNumber ? number : throw Refuse(ReasonCode.UnknownFunction, $"{function}() of {Named(value)}", at);
    }

    private Value Absolute(Value number, PythonNode at)
    {
        switch (number.Kind)
        {
            case PythonKind.Never:
                return number;
            case PythonKind.Float:
                return number with { Node = factory.Call("abs", SparkType.Double, number.Node!) };
            default:
                var whole = AsInt(number);
                if (whole.Range.Low >= 0)
                {
                    return whole;
                }

                var high = BigInteger.Max(BigInteger.Abs(whole.Range.Low), BigInteger.Abs(whole.Range.High));
                var node = Whole(whole);
                node = high > Interval.Long.High ? factory.Cast(node, SparkType.Wide) : node;
                return high <= Interval.Long.High || new Interval(0, high).IsWide
                    ? IntNode(factory.Call("abs", node.Type, node), new Interval(0, high))
                    : throw Refuse(ReasonCode.IntOverflow, "abs() may need more than 38 digits", at);
        }
    }

    private Value Rounded(Value value, Value? digits, PythonNode at)
    {
        var number = NumberArgument(value, "round", at);
        if (number.Kind == PythonKind.Never)
        {
            return number;
        }

        if (number.Kind != PythonKind.Float)
        {
            return digits is null or { Integer: { Sign: >= 0 } } ? AsInt(number) : throw Refuse(ReasonCode.IntOverflow, "round() of an int to tens", at);
        }

        if (digits is { Kind: not PythonKind.None })
        {
            throw Refuse(ReasonCode.InexactMath, "round() to digits: Python rounds the exact binary value, Spark the shortest decimal", at);
        }

        return FromFloat(factory.Call("rint", SparkType.Double, number.Node!), number, at);
    }

    /// <summary>A float without fraction as an int; NaN and infinities raise, what does not fit in 64 bits goes by decimal.</summary>
    private Value FromFloat(Node whole, Value number, PythonNode at)
    {
        var x = number.Node!;
        if (number.MayBeNan)
        {
            Raise(factory.Call("isnan", SparkType.Boolean, x), "ValueError");
        }

        Raise(factory.Or(Equal(x, factory.Number(double.PositiveInfinity)), Equal(x, factory.Number(double.NegativeInfinity))), "OverflowError");
        return new Value(PythonKind.Int)
        {
            Node = factory.PartialCast(whole, SparkType.Long),
            Range = Interval.Long,
            Origin = x,

            // rint, floor and ceil leave doubles of that size as they are.
            Beyond = factory.Or(
                factory.Call(">=", SparkType.Boolean, x, factory.Number(9223372036854775808.0)),
                factory.Call("<", SparkType.Boolean, x, factory.Number(-9223372036854775808.0))),
        };
    }

    private Value Extreme(string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (keywords.Count > 0 || arguments.Count == 0)
        {
            throw Refuse(ReasonCode.UnknownFunction, $"{name}() with a key or default", at);
        }

        if (arguments.Count == 1)
        {
            if (arguments[0].Kind == PythonKind.List)
            {
                return ExtremeOf(name, arguments[0], at);
            }

            arguments = [.. TryItems(arguments[0]) ?? throw Refuse(ReasonCode.UnknownFunction, $"{name}() of {Named(arguments[0])}", at)];
            if (arguments.Count == 0)
            {
                return RaiseAlways("ValueError");
            }
        }

        var best = arguments[0];
        foreach (var next in arguments.Skip(1))
        {
            var better = Ordered(name == "min" ? "<" : ">", next, best, at);
            best = facts.Decide(better) switch
            {
                true => next,
                false => best,
                null => Merge(better, NotNone(next, "TypeError"), NotNone(best, "TypeError"), at),
            };
            if (best is { Kind: PythonKind.Int } && facts.Decide(better) is null)
            {
                // Not the union of the ranges: the lesser or greater of both bounds.
                best = best with { Range = NarrowedExtreme(name, next, arguments, best) };
            }
        }

        return best;
    }

    private static Interval NarrowedExtreme(string name, Value next, List<Value> all, Value best)
    {
        var seen = all.TakeWhile(value => value != next).Append(next).Select(value => value.Range).ToList();
        return best.Kind != PythonKind.Int ? default : name == "min"
            ? new Interval(seen.Min(range => range.Low), seen.Min(range => range.High))
            : new Interval(seen.Max(range => range.Low), seen.Max(range => range.High));
    }

    private Value Range(List<Value> arguments, PythonNode at)
    {
        var ends = arguments.Select(value => value.Integer ?? throw Refuse(ReasonCode.Loop, "a range that is not constant", at)).ToList();
        var (start, stop, step) = ends.Count switch { 1 => (0, ends[0], 1), 2 => (ends[0], ends[1], 1), _ => (ends[0], ends[1], ends[2]) };
        return step.IsZero
            ? RaiseAlways("ValueError")
            : new Value(PythonKind.Range) { Items = [Integer(start), Integer(stop), Integer(step)] };
    }

    /// <summary>The items of what can be walked through at the time of rewriting; absent where the data decides.</summary>
    private List<Value>? TryItems(Value value)
    {
        switch (value.Kind)
        {
            case PythonKind.Sequence:
                return [.. value.Items];
            case PythonKind.Dict:
                return [.. value.Entries.Select(entry => entry.Key)];
            case PythonKind.Range when value.Items.Select(item => item.Integer!.Value).ToList() is [var start, var stop, var step]:
                var items = new List<Value>();
                for (var i = start; step > 0 ? i < stop : i > stop; i += step)
                {
                    items.Add(Integer(i));
                    if (items.Count > 512)
                    {
                        return null;
                    }
                }

                return items;
            case PythonKind.Text when value.Text is { Length: < 256 } text:
                return [.. text.EnumerateRunes().Select(rune => TextOf(rune.ToString()))];
            default:
                return null;
        }
    }

    private Node IsInstance(Value value, Value type, PythonNode at)
    {
        IReadOnlyList<Value> types = type.Kind == PythonKind.Sequence ? type.Items : [type];
        var any = factory.False;
        foreach (var option in types)
        {
            var kinds = option.Name switch
            {
                "builtins.str" => new[] { PythonKind.Text },
                "builtins.int" => [PythonKind.Int, PythonKind.Bool],
                "builtins.float" => [PythonKind.Float],
                "builtins.bool" => [PythonKind.Bool],
                "builtins.list" => [PythonKind.List],
                "datetime.datetime" => [PythonKind.DateTime],
                "datetime.date" => [PythonKind.Date, PythonKind.DateTime],
                _ => throw Refuse(ReasonCode.UnknownFunction, "isinstance() of a type that is not built in", at),
            };
            if (kinds.Contains(value.Kind))
            {
                any = factory.Or(any, IsSome(value));
            }
        }

        return any;
    }
}
