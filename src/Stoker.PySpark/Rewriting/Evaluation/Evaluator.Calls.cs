using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Calls and attributes.</content>
internal sealed partial class Evaluator
{
    private Value Call(CallExpression call)
    {
        if (call.Function is AttributeExpression { Name: "join" } join && Evaluate(join.Value) is { Kind: PythonKind.Text } separator && call.Arguments.Count == 1)
        {
            return Joined(separator, Iterated(call.Arguments[0]), call);
        }

        var function = Evaluate(call.Function);
        if (function is { Kind: PythonKind.Named, Name: "builtins.any" or "builtins.all" } && call is { Arguments.Count: 1, Keywords.Count: 0 })
        {
            return AnyOrAll(call, function.Name == "builtins.any");
        }

        var arguments = new List<Value>();
        foreach (var argument in call.Arguments)
        {
            if (argument is StarredExpression starred)
            {
                arguments.AddRange(TryItems(Evaluate(starred.Value)) ?? throw Refuse(ReasonCode.UnknownFunction, "it unpacks a list of unknown length", argument));
            }
            else
            {
                arguments.Add(argument is GeneratorExpression ? Iterated(argument) with { IsIterator = true } : Evaluate(argument));
            }
        }

        var keywords = new List<(string Name, Value Value)>();
        foreach (var keyword in call.Keywords)
        {
            keywords.Add((keyword.Name ?? throw Refuse(ReasonCode.UnknownFunction, "it passes **kwargs", keyword), Evaluate(keyword.Value)));
        }

        if (function.Kind == PythonKind.Never || arguments.Any(argument => argument.Kind == PythonKind.Never))
        {
            return Value.Never;
        }

        return function.Kind switch
        {
            PythonKind.Function => ValueOf(Call(function.Function!, function.Scope!, arguments, keywords), call),
            PythonKind.Named => CallNamed(function.Name, arguments, keywords, call),
            PythonKind.Method => CallMethod(function.Receiver!, function.Name, arguments, keywords, call),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"it calls {Named(function)}", call),
        };
    }

    private Value CallNamed(string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        var dot = name.LastIndexOf('.');
        var (module, function) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
        return module switch
        {
            "numpy" or "pandas" when arguments.Any(argument => argument.Kind == PythonKind.Series || argument.Items.Any(item => item.Kind == PythonKind.Series)) => SeriesFunction(module, function, arguments, keywords, at),
            "builtins" when function is "abs" or "round" && arguments is [{ Kind: PythonKind.Series }, ..] => SeriesMethod(arguments[0], function, arguments[1..], keywords, at),
            "pandas" when function is "isna" or "isnull" or "notna" or "notnull" && keywords.Count == 0 && arguments is [{ Kind: PythonKind.Text or PythonKind.Int or PythonKind.Float or PythonKind.Bool or PythonKind.None } one] =>
                Boolean(function.StartsWith("is", StringComparison.Ordinal) ? IsMissingValue(one) : factory.Not(IsMissingValue(one))),
            "builtins" => Builtin(function, arguments, keywords, at) with { IsIterator = function is "map" or "filter" or "zip" or "enumerate" or "reversed" },
            "math" when keywords.Count == 0 => MathFunction(function, arguments, at),
            "re" => RegexFunction(function, null, arguments, keywords, at),
            "hashlib" => HashFunction(function, arguments, at),
            "base64" when keywords.Count == 0 => Base64(function, arguments, at),
            "zlib" when function == "crc32" && arguments is [{ Kind: PythonKind.Utf8 } bytes] =>
                IntNode(factory.Call("crc32", SparkType.Long, bytes.Node!), new Interval(0, uint.MaxValue)),
            "urllib.parse" when function == "quote_plus" && arguments is [{ Kind: PythonKind.Text } text] && keywords.Count == 0 =>
                throw Refuse(ReasonCode.UnknownFunction, "urllib.parse.quote_plus escapes '*' and '~' otherwise than url_encode", at),
            "datetime" or "datetime.datetime" or "datetime.date" => DateFunction(name, arguments, keywords, at),
            "str" or "builtins.str" => function == "maketrans"
                ? MakeTranslation(arguments, at)
                : arguments.Count > 0 ? CallMethod(arguments[0], function, arguments[1..], keywords, at) : throw Refuse(ReasonCode.UnknownFunction, $"it calls {name}", at),
            "calendar" when function == "isleap" && keywords.Count == 0 && arguments is [{ Kind: PythonKind.Int or PythonKind.Bool or PythonKind.None } year] => IsLeap(year, at),
            "random" or "time" or "uuid" or "os" or "os.environ" or "requests" or "secrets" =>
                throw Refuse(ReasonCode.NotDeterministic, $"it calls {name}, which is not the same each time", at),
            "decimal" => throw Refuse(ReasonCode.DecimalContext, "it calculates with Decimal", at),
            "json" => throw Refuse(ReasonCode.UnknownFunction, $"{name} reads JSON otherwise than from_json and get_json_object do", at),
            _ => throw Refuse(ReasonCode.UnknownFunction, $"it calls {name}, which has no proven native form", at),
        };
    }

    private Value Attribute(AttributeExpression attribute)
    {
        if (attribute is { Name: "tm_yday" or "tm_year" or "tm_mon" or "tm_mday" or "tm_wday", Value: CallExpression { Function: AttributeExpression { Name: "timetuple", Value: var dated }, Arguments.Count: 0, Keywords.Count: 0 } }
            && Evaluate(dated) is { Kind: PythonKind.Date or PythonKind.DateTime } date)
        {
            return PartOfTime(date, attribute.Name);
        }

        var value = Evaluate(attribute.Value);
        switch (value.Kind)
        {
            case PythonKind.Never:
                return value;
            case PythonKind.Named:
                return NamedConstant(value.Name + "." + attribute.Name, attribute);
            case PythonKind.None:
                return RaiseAlways("AttributeError");
            case PythonKind.Row:
                return Field(NotNone(value, "AttributeError"), attribute.Name, attribute);
            case PythonKind.Record:
                return ColumnOf(value, attribute.Name, attribute);
            case PythonKind.Series when attribute.Name == "str":
                return SeriesTextOf(value, attribute);
            case PythonKind.Date or PythonKind.DateTime or PythonKind.Days when DateAttribute(value, attribute.Name) is { } part:
                return part;
            default:
                return new Value(PythonKind.Method) { Receiver = value, Name = attribute.Name };
        }
    }

    private Value NamedConstant(string name, PythonNode at) => name switch
    {
        "math.pi" => FloatOf(Math.PI),
        "math.e" => FloatOf(Math.E),
        "math.tau" => FloatOf(Math.Tau),
        "math.inf" => FloatOf(double.PositiveInfinity),
        "math.nan" or "numpy.nan" => FloatOf(double.NaN),
        "numpy.inf" => FloatOf(double.PositiveInfinity),
        "numpy.pi" => FloatOf(Math.PI),
        "numpy.e" => FloatOf(Math.E),
        "string.ascii_lowercase" => TextOf("abcdefghijklmnopqrstuvwxyz"),
        "string.ascii_uppercase" => TextOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "string.ascii_letters" => TextOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "string.digits" => TextOf("0123456789"),
        "string.punctuation" => TextOf("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
        "string.whitespace" => TextOf(" \t\n\r\u000b\u000c"),
        "re.A" or "re.ASCII" => Integer(RegexTranslator.Ascii),
        "re.I" or "re.IGNORECASE" => Integer(RegexTranslator.IgnoreCase),
        "re.M" or "re.MULTILINE" => Integer(RegexTranslator.Multiline),
        "re.S" or "re.DOTALL" => Integer(RegexTranslator.DotAll),
        "re.U" or "re.UNICODE" => Integer(RegexTranslator.Unicode),
        "re.X" or "re.VERBOSE" => Integer(64),
        "os.environ" => throw Refuse(ReasonCode.NotDeterministic, "it reads the environment", at),
        _ => scope.Imported(name, at) switch
        {
            Value value => value,
            (PythonExpression expression, Scope outer) => Frozen(expression, outer),
            _ => new Value(PythonKind.Named) { Name = name },
        },
    };

    private Value CallMethod(Value receiver, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        switch (receiver.Kind)
        {
            case PythonKind.Never:
                return receiver;
            case PythonKind.None:
                return RaiseAlways("AttributeError");
            case PythonKind.Series:
                return SeriesMethod(receiver, name, arguments, keywords, at);
            case PythonKind.SeriesText:
                return SeriesTextMethod(receiver, name, arguments, keywords, at);
            case PythonKind.Text:
                return TextMethod(NotNone(receiver, "AttributeError"), name, arguments, keywords, at);
            case PythonKind.Pattern:
                return RegexFunction(name, receiver.Pattern, arguments, keywords, at);
            case PythonKind.Match:
                return MatchMethod(receiver, name, arguments, at);
            case PythonKind.Dict:
                return DictMethod(receiver, name, arguments, at);
            case PythonKind.Map:
                return MapMethod(NotNone(receiver, "AttributeError"), name, arguments, at);
            case PythonKind.Date or PythonKind.DateTime:
                return DateMethod(NotNone(receiver, "AttributeError"), name, arguments, keywords, at);
            case PythonKind.Utf8:
                return BytesMethod(receiver, name, arguments, keywords, at);
            case PythonKind.Hash when name == "hexdigest" && arguments.Count == 0:
                return TextNode(receiver.Node!) with { HexDigits = receiver.HexDigits };
            case PythonKind.List when keywords.Count == 0:
                return ListMethod(NotNone(receiver, "AttributeError"), name, arguments, at);
            case PythonKind.Sequence when keywords.Count == 0:
                return SequenceMethod(receiver, name, arguments, at);
            case PythonKind.Float when name == "is_integer" && arguments.Count == 0 && receiver.IntWhen is null:
                var number = NotNone(receiver, "AttributeError").Node!;
                // x - x is 0 but for NaN and infinities.
                return Boolean(factory.And(
                    Equal(factory.Call("-", SparkType.Double, number, number), factory.Number(0)), Equal(factory.Call("rint", SparkType.Double, number), number)));
            default:
                throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name} on {Named(receiver)}", at);
        }
    }

    private Value SequenceMethod(Value receiver, string name, List<Value> arguments, CallExpression at)
    {
        switch (name, arguments.Count)
        {
            case ("index", 1):
                var found = new List<Node>();
                for (var i = 0; i < receiver.Items.Count; i++)
                {
                    found.Add(Equals(receiver.Items[i], arguments[0], at));
                }

                Raise(factory.Not(found.Aggregate(factory.False, factory.Or)), "ValueError");
                var place = factory.Whole(0);
                for (var i = found.Count - 1; i >= 0; i--)
                {
                    place = i == found.Count - 1 ? factory.Whole(i) : factory.Case(found[i], factory.Whole(i), place);
                }

                return IntNode(place, new Interval(0, Math.Max(0, found.Count - 1)));
            default:
                throw Refuse(name is "append" or "extend" or "sort" or "pop" ? ReasonCode.MutableState : ReasonCode.UnknownFunction, $"it calls .{name} on a list", at);
        }
    }

    private Value DictMethod(Value dict, string name, List<Value> arguments, CallExpression at) => (name, arguments.Count) switch
    {
        ("get", 1) => DictLookup(dict, arguments[0], new Value(PythonKind.None), at),
        ("get", 2) => DictLookup(dict, arguments[0], arguments[1], at),
        ("keys", 0) => new Value(PythonKind.Sequence) { Items = [.. dict.Entries.Select(entry => entry.Key)] },
        ("values", 0) => new Value(PythonKind.Sequence) { Items = [.. dict.Entries.Select(entry => entry.Value)] },
        ("items", 0) => new Value(PythonKind.Sequence)
        {
            Items = [.. dict.Entries.Select(entry => new Value(PythonKind.Sequence) { Items = [entry.Key, entry.Value] })],
        },
        _ => throw Refuse(ReasonCode.UnknownFunction, $"it calls .{name} on a dict", at),
    };

    /// <summary>The value of a key; without a default a missing key raises.</summary>
    private Value DictLookup(Value dict, Value key, Value? otherwise, PythonNode at)
    {
        if (key.Kind is PythonKind.List or PythonKind.Dict or PythonKind.Set)
        {
            throw Refuse(ReasonCode.DictionaryOrder, "a key that cannot be hashed", at);
        }

        if (dict.Entries.Count > 400)
        {
            throw Refuse(ReasonCode.TooLarge, "a dict of more than 400 entries: join with a broadcast table instead", at);
        }

        var hits = dict.Entries.Select(entry => (Hit: Equals(key, entry.Key, at), entry.Value)).Where(entry => facts.Decide(entry.Hit) != false).ToList();
        if (hits.Find(entry => facts.Decide(entry.Hit) == true) is { Value: { } certain })
        {
            return certain;
        }

        if (otherwise is null)
        {
            Raise(factory.Not(IsAnyOf(key, [.. dict.Entries.Select(entry => entry.Key)], at)), "KeyError");
        }

        if (hits.Count == 0)
        {
            return otherwise ?? Value.Never;
        }

        // Strings map to strings: one native map instead of a long CASE.
        if (hits.Count >= 20 && key.Kind == PythonKind.Text && hits.All(hit => hit.Value.Text is not null) && !MayBeNone(key)
            && otherwise is null or { Kind: PythonKind.None } or { Kind: PythonKind.Text })
        {
            var entries = dict.Entries.SelectMany(entry => new[] { entry.Key.Node!, entry.Value.Node! }).ToList();
            var map = factory.Call("map", SparkType.Map(SparkType.String, SparkType.String), entries);
            var found = factory.Call("[]", SparkType.String, map, key.Node!);
            return otherwise switch
            {
                null => TextNode(found),
                { Kind: PythonKind.None } => TextNode(found) with { IsNullable = true },
                _ => TextNode(factory.Call("coalesce", SparkType.String, found, otherwise.Node!)) with { IsNullable = otherwise.IsNullable },
            };
        }

        var result = otherwise ?? hits[^1].Value;
        for (var i = otherwise is null ? hits.Count - 2 : hits.Count - 1; i >= 0; i--)
        {
            result = Merge(hits[i].Hit, hits[i].Value, result, at);
        }

        return result;
    }
}
