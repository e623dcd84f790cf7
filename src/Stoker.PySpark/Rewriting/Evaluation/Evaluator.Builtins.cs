using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Built-in functions, <c>math</c>, <c>hashlib</c>.</content>
internal sealed partial class Evaluator
{
    private Value Builtin(string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        if (name == "enumerate" && keywords is [{ Name: "start", Value: var start }])
        {
            (arguments, keywords) = ([.. arguments, start], []);
        }

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
            case ("set" or "frozenset" or "list" or "tuple", 0):
                return new Value(name is "set" or "frozenset" ? PythonKind.Set : PythonKind.Sequence) { IsList = name == "list" };
            case ("str", 0):
                return TextOf("");
            case ("bool", 1):
                return Boolean(Truth(first!, at));
            case ("int", 1):
                return ToInt(first!, at);
            case ("int", 2):
                return FromHex(first!, arguments[1], at);
            case ("hex" or "bin" or "oct", 1):
                return Prefixed(name, NumberArgument(first!, name, at), at);
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
                    { Kind: PythonKind.Text } when Walked(first!) is var letters => letters.Kind == PythonKind.Never ? letters
                        : letters with { Kind = PythonKind.Set, Node = factory.Call("array_distinct", letters.Node!.Type, letters.Node) },
                    { Kind: PythonKind.Set } => first!,
                    { Kind: PythonKind.List, Element.Kind: PythonKind.Text or PythonKind.Int or PythonKind.Date } when NotNone(first!, "TypeError") is { Kind: PythonKind.List } list =>
                        list with { Kind = PythonKind.Set, Node = factory.Call("array_distinct", list.Node!.Type, list.Node) },
                    _ => throw Refuse(ReasonCode.DictionaryOrder, $"{name}() of {Named(first!)}", at),
                };
            case ("map", 2) when arguments[1].Kind == PythonKind.List:
                return Mapped(NotNone(arguments[1], "TypeError"), element => Applied(first!, element, at));
            case ("filter", 2) when arguments[1].Kind == PythonKind.List:
                return Filtered(NotNone(arguments[1], "TypeError"), element => first!.Kind == PythonKind.None ? Truth(element, at) : Truth(Applied(first, element, at), at));
            case ("enumerate", 1 or 2) when TryItems(first!) is { } numbered && (arguments.Count == 1 || arguments[1].Integer is not null):
                var from = arguments.Count == 1 ? BigInteger.Zero : arguments[1].Integer!.Value;
                return new Value(PythonKind.Sequence) { Items = [.. numbered.Select((item, i) => new Value(PythonKind.Sequence) { Items = [Integer(from + i), item] })] };
            case ("enumerate", 1 or 2):
                return Enumerated(first!, arguments.ElementAtOrDefault(1), at);
            case ("reversed", 1):
                return TryItems(first!) is { } forward
                    ? new Value(PythonKind.Sequence) { Items = [.. Enumerable.Reverse(forward)], IsList = true }
                    : AsList(first!, at) is { Kind: PythonKind.List } walked ? walked with { Node = factory.Call("reverse", walked.Node!.Type, walked.Node) } : Value.Never;
            case ("zip", 2) when TryItems(first!) is { } left && TryItems(arguments[1]) is { } right:
                return new Value(PythonKind.Sequence) { Items = [.. left.Zip(right, (a, b) => new Value(PythonKind.Sequence) { Items = [a, b] })] };
            case ("zip", 2):
                return Zipped(first!, arguments[1], at);
            case ("print" or "open" or "input" or "exec" or "eval" or "globals" or "setattr" or "__import__", _):
                throw Refuse(ReasonCode.NotDeterministic, $"it calls {name}()", at);
            case ("format", 1 or 2) when arguments.Count == 1 || arguments[1].Text is not null:
                return TextNode(FormatOf(first!, arguments.ElementAtOrDefault(1)?.Text ?? "", at));
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
        if (value.IsIterator)
        {
            throw Refuse(ReasonCode.Loop, "the length of an iterator", at);
        }

        switch (value.Kind)
        {
            case PythonKind.Sequence:
                return Integer(value.Items.Count);
            case PythonKind.Dict:
                return Integer(value.Entries.Count);
            case PythonKind.None:
                return RaiseAlways("TypeError");
            case PythonKind.Utf8:
                return IntNode(factory.Call("octet_length", SparkType.Int, value.Node!), Interval.Length);
            case PythonKind.Text when NotNone(value, "TypeError").Node is { } text:
                return text.IsLiteral ? Integer((BigInteger)Length(text).Value!) : IntNode(Length(text), Interval.Length);
            case PythonKind.List or PythonKind.Map when NotNone(value, "TypeError").Node is { } list:
                return IntNode(SizeNode(list), Interval.Length);
            case PythonKind.Set when value.Node is { } set:
                return IntNode(SizeNode(set), Interval.Length);
            case PythonKind.Set when value.Items.All(item => item.IsConstant):
                return Integer(value.Items.Select(item => item.Kind == PythonKind.None ? "" : $"{item.Kind} {item.Node!.Id}").Distinct(StringComparer.Ordinal).Count());
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
        if (value.IntWhen is not null)
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "the type of a number that is an int on one path and a float on another", at);
        }

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
