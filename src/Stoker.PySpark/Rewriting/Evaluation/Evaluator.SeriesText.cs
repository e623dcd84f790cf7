using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content><c>series.str</c> over Python's own texts: each method is that of str for the elements that are there; the others become NaN.</content>
internal sealed partial class Evaluator
{
    private static Value SeriesTextOf(Value series, PythonNode at)
    {
        var element = Typed(Plain(series, at), at).Element!;
        var isText = element.Kind == PythonKind.Text || (element.Kind == PythonKind.List && element.Element?.Kind == PythonKind.Text);
        return isText
            ? new Value(PythonKind.SeriesText) { Receiver = series, Element = element }
            : throw Refuse(ReasonCode.PandasBatch, $".str of a Series of {Several(element)}", at);
    }

    private Value SeriesTextMethod(Value accessor, string name, List<Value> arguments, List<(string Name, Value Value)> keywords, CallExpression at)
    {
        var (series, element) = (accessor.Receiver!, accessor.Element!);
        if (element.Kind == PythonKind.List)
        {
            return name == "get" && arguments is [{ Integer: { } place }] && keywords.Count == 0
                ? PartOf(series, (int)place, at)
                : throw Refuse(ReasonCode.PandasBatch, $".str.{name}() of a Series of lists", at);
        }

        if (arguments.Concat(keywords.Select(keyword => keyword.Value)).Any(argument => !argument.IsConstant && !(argument.Kind == PythonKind.Sequence && argument.Items.All(item => item.IsConstant))))
        {
            throw Refuse(ReasonCode.PandasBatch, $".str.{name}() of what is not constant", at);
        }

        Value? Keyword(string of) => keywords.Find(keyword => keyword.Name == of).Value;
        void Only(params string[] names)
        {
            if (keywords.Find(keyword => !names.Contains(keyword.Name)) is { Name: { } other })
            {
                throw Refuse(ReasonCode.PandasBatch, $".str.{name}() with {other}=", at);
            }
        }

        switch (name)
        {
            case "lower" or "upper" or "title" or "capitalize" or "isdigit" or "isdecimal" or "isnumeric" or "isalpha" or "isalnum" or "isspace" or "isupper" or "islower" when arguments.Count == 0:
                Only();
                return EachText(series, text => TextMethod(text, name, [], [], at), at);
            case "strip" or "lstrip" or "rstrip" when arguments.Count <= 1:
                Only("to_strip");
                return EachText(series, text => TextMethod(text, name, Keyword("to_strip") is { } characters ? [characters] : arguments, [], at), at);
            case "len" when arguments.Count == 0:
                Only();
                return EachText(series, text => LengthOf(text, at), at);
            case "find" or "zfill" when arguments.Count == 1:
                Only();
                return EachText(series, text => TextMethod(text, name, arguments, [], at), at);
            case "startswith" or "endswith" when arguments.Count is 1 or 2:
                Only("na");
                return WithNa(EachText(series, text => TextMethod(text, name, [arguments[0]], [], at), at), Keyword("na") ?? arguments.ElementAtOrDefault(1), at);
            case "contains" when arguments.Count == 1:
                Only("na", "regex");
                return WithNa(EachText(series, text => IsLiteral(Keyword("regex"), true, at) ? Boolean(Contains(text, arguments[0], at)) : Matched("search", arguments[0], text, at), at), Keyword("na"), at);
            case "match" or "fullmatch" when arguments.Count == 1:
                Only("na");
                return WithNa(EachText(series, text => Matched(name, arguments[0], text, at), at), Keyword("na"), at);
            case "replace" when arguments.Count == 2:
                Only("regex");
                return EachText(series, text => IsLiteral(Keyword("regex"), false, at)
                    ? TextMethod(text, "replace", arguments, [], at)
                    : RegexFunction("sub", null, [arguments[0], arguments[1], text], [], at), at);
            case "slice" when arguments.Count is >= 1 and <= 2 && arguments.All(argument => argument.Kind == PythonKind.None || argument.Integer is not null):
                Only();
                return EachText(series, text => TextNode(SlicedText(text.Node!, (int?)arguments[0].Integer, (int?)arguments.ElementAtOrDefault(1)?.Integer, 1, at)), at);
            case "get" when arguments is [{ Integer: { } place }]:
                Only();
                return PartOf(series, (int)place, at);
            case "pad" or "ljust" or "rjust" or "center" when arguments.Count is 1 or 2:
                Only("fillchar");
                return name is "ljust" or "rjust"
                    ? EachText(series, text => TextMethod(text, name, Keyword("fillchar") is { } fill ? [arguments[0], fill] : arguments, [], at), at)
                    : throw Refuse(ReasonCode.PandasBatch, $".str.{name}()", at);
            case "split" when arguments is [{ Text.Length: 1 }]:
                Only();
                return EachText(series, text => Split(text, arguments, at), at);
            default:
                throw Refuse(ReasonCode.PandasBatch, $"it calls .str.{name}() of a Series, which has no proven native form", at);
        }
    }

    /// <summary>A method of the elements that are there.</summary>
    private Value EachText(Value series, Func<Value, Value> method, PythonNode at)
    {
        var element = series.Element!;
        var isThere = IsThere(element);
        var found = Under(isThere, true, () => method(element with { IsNullable = false }));
        if (found.Kind == PythonKind.Never)
        {
            throw Refuse(ReasonCode.PandasBatch, "a method of texts that always raises", at);
        }

        var result = SeriesOf(element.IsNullable ? Merge(isThere, found, new Value(PythonKind.None), at) : found);
        return found.Kind == PythonKind.Int ? result with { Bits = 64, MayBeFloats = element.IsNullable, Missing = MissingMark.Untyped } : result;
    }

    private Value WithNa(Value series, Value? na, PythonNode at) => na switch
    {
        null => series,
        { Kind: PythonKind.Bool, IsConstant: true } => series with { Element = Boolean(series.Element!.IsNullable ? factory.Call("coalesce", SparkType.Boolean, series.Element.Node!, na.Node!) : series.Element.Node!) },
        _ => throw Refuse(ReasonCode.PandasBatch, "na= other than True or False", at),
    };

    private static bool IsLiteral(Value? regex, bool isRegexByDefault, PythonNode at) => regex switch
    {
        null => !isRegexByDefault,
        { Kind: PythonKind.Bool, IsConstant: true } => regex.Node!.IsFalse,
        _ => throw Refuse(ReasonCode.PandasBatch, "regex= other than True or False", at),
    };

    private Value Matched(string how, Value pattern, Value text, CallExpression at) => Boolean(RegexFunction(how, null, [pattern, text], [], at).Pattern!.Matched!);

    /// <summary><c>.str[i]</c>: what is not there is NaN.</summary>
    private Value PartOf(Value series, int place, PythonNode at)
    {
        var element = series.Element!;
        var size = element.Kind == PythonKind.List ? SizeNode(element.Node!) : Length(element.Node!);
        var isThere = factory.And(IsThere(element), factory.Call(">=", SparkType.Boolean, size, factory.Int(place >= 0 ? place + 1 : -place)));
        var part = Under(isThere, true, () => element.Kind == PythonKind.List ? ElementAt(element with { IsNullable = false }, place) : CharacterAt(element with { IsNullable = false }, place));
        return SeriesOf(Merge(isThere, part, new Value(PythonKind.None), at)) with { Missing = MissingMark.Untyped };
    }

    private Value PartsOf(Value accessor, SubscriptExpression subscript)
    {
        var (series, element) = (accessor.Receiver!, accessor.Element!);
        if (subscript.Key is not SliceExpression slice)
        {
            return Evaluate(subscript.Key).Integer is { } place && place > -10_000 && place < 10_000
                ? PartOf(series, (int)place, subscript)
                : throw Refuse(ReasonCode.PandasBatch, "a place in the elements of a Series that is not constant", subscript);
        }

        return element.Kind == PythonKind.Text
            ? EachText(series, text => Slice(text, slice), subscript)
            : throw Refuse(ReasonCode.PandasBatch, "a slice of a Series of lists", subscript);
    }
}
