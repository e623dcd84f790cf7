using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content><c>replace</c> and <c>translate</c>.</content>
internal sealed partial class Evaluator
{
    private Value Replaced(Value text, List<Value> given, PythonNode at)
    {
        var s = text.Node!;
        if (given.Count < 2 || given[0].Text is not { Length: > 0 } old || given[1].Kind != PythonKind.Text)
        {
            throw Refuse(ReasonCode.UnknownFunction, ".replace() whose first text is empty or not constant", at);
        }

        var with = given[1].Node!;
        if (given.Count == 2)
        {
            return TextNode(factory.Call("replace", SparkType.String, s, factory.Text(old), with));
        }

        if (given[2].Integer is not { } count || count > 10_000)
        {
            throw Refuse(ReasonCode.UnknownFunction, ".replace() with a count that is not constant", at);
        }

        if (!count.IsOne)
        {
            // The parts behind the last replacement stay one part.
            return count.IsZero ? text
                : count < 0 ? TextNode(factory.Call("replace", SparkType.String, s, factory.Text(old), with))
                : TextNode(factory.Call("array_join", SparkType.String, factory.Call("split", Texts, s, factory.Text(PatternOf(old, at)), factory.Int((int)count + 1)), with));
        }

        var place = factory.Call("instr", SparkType.Int, s, factory.Text(old));
        return TextNode(factory.Case(
            factory.Call(">", SparkType.Boolean, place, factory.Int(0)),
            factory.Call("overlay", SparkType.String, s, with, place, factory.Int(Characters(old))),
            s));
    }

    private Value MakeTranslation(List<Value> arguments, PythonNode at)
    {
        if (arguments is [{ Kind: PythonKind.Dict } table])
        {
            return table;
        }

        if (arguments.Count is not (2 or 3) || arguments[0].Text is not { } from || arguments[1].Text is not { } to || Characters(from) != Characters(to))
        {
            throw Refuse(ReasonCode.UnknownFunction, "str.maketrans of texts that are not constant", at);
        }

        var entries = new List<(Value, Value)>();
        foreach (var (a, b) in from.EnumerateRunes().Zip(to.EnumerateRunes()))
        {
            entries = WithEntry(entries, (TextOf(a.ToString()), TextOf(b.ToString())));
        }

        if (arguments.Count == 3)
        {
            foreach (var rune in (arguments[2].Text ?? throw Refuse(ReasonCode.UnknownFunction, "str.maketrans of texts that are not constant", at)).EnumerateRunes())
            {
                entries = WithEntry(entries, (TextOf(rune.ToString()), new Value(PythonKind.None)));
            }
        }

        return new Value(PythonKind.Dict) { Entries = entries };
    }

    private Value Translated(Value text, Value table, PythonNode at)
    {
        var (kept, removed) = (new List<(string From, string To)>(), "");
        foreach (var (key, value) in table.Entries)
        {
            var from = key.Text ?? (key.Integer is { } code && code >= 0 && code < 0x110000 && !(code >= 0xD800 && code <= 0xDFFF) ? char.ConvertFromUtf32((int)key.Integer!.Value) : null);
            if (from is null || Characters(from) != 1)
            {
                throw Refuse(ReasonCode.UnknownFunction, "a translation table whose keys are not characters", at);
            }

            if (value.Kind == PythonKind.None || value.Text is "")
            {
                removed += from;
            }
            else if (value.Text is { } to && Characters(to) == 1)
            {
                kept.Add((from, to));
            }
            else
            {
                throw Refuse(ReasonCode.UnknownFunction, "a translation to more than one character", at);
            }
        }

        // Spark's translate ends a C string at NUL nowhere, but its table is a map of code points: any character will do.
        var (source, with) = (string.Concat(kept.Select(pair => pair.From)) + removed, string.Concat(kept.Select(pair => pair.To)));
        return source.Length == 0 ? text : TextNode(factory.Call("translate", SparkType.String, text.Node!, factory.Text(source), factory.Text(with)));
    }
}
