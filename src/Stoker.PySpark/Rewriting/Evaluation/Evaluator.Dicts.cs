using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Dicts that are written out.</content>
internal sealed partial class Evaluator
{
    private Value Dict(DictExpression dict)
    {
        var entries = new List<(Value Key, Value Value)>();
        for (var i = 0; i < dict.Keys.Count; i++)
        {
            if (dict.Keys[i] is not { } key)
            {
                var inner = Evaluate(dict.Values[i]);
                entries = inner.Kind == PythonKind.Dict
                    ? inner.Entries.Aggregate(entries, WithEntry)
                    : throw Refuse(ReasonCode.DictionaryOrder, "it unpacks a dict that is not constant", dict);
                continue;
            }

            var name = Evaluate(key);
            entries = name.IsConstant
                ? WithEntry(entries, (name, Evaluate(dict.Values[i])))
                : throw Refuse(ReasonCode.DictionaryOrder, "a key of a dict is not a constant", key);
        }

        return new Value(PythonKind.Dict) { Entries = entries };
    }

    private Value DictOf(DictComprehension comprehension)
    {
        if (comprehension.Clauses is not [var clause] || TryItems(Evaluate(clause.Iterable)) is not { } items)
        {
            throw Refuse(ReasonCode.DictionaryOrder, "a dict comprehension over data", comprehension);
        }

        return ResetNames(() =>
        {
            var entries = new List<(Value Key, Value Value)>();
            foreach (var item in items)
            {
                Assign(clause.Target, item);
                var keep = clause.Conditions.Aggregate(factory.True, (all, test) => factory.And(all, Under(all, true, () => Condition(test))));
                if (facts.Decide(keep) is not { } known)
                {
                    throw Refuse(ReasonCode.DictionaryOrder, "a dict whose keys depend on the data", comprehension);
                }

                if (known)
                {
                    var name = Evaluate(comprehension.Key);
                    entries = name.IsConstant
                        ? WithEntry(entries, (name, Evaluate(comprehension.Value)))
                        : throw Refuse(ReasonCode.DictionaryOrder, "a key of a dict is not a constant", comprehension.Key);
                }
            }

            return new Value(PythonKind.Dict) { Entries = entries };
        });
    }

    /// <summary>A later entry of an equal key keeps the first's place and takes its own value, as Python does.</summary>
    private static List<(Value Key, Value Value)> WithEntry(List<(Value Key, Value Value)> entries, (Value Key, Value Value) entry)
    {
        var at = entries.FindIndex(known => known.Key == entry.Key || (NumericKey(known.Key) is { } number && number == NumericKey(entry.Key)));
        if (at >= 0)
        {
            entries[at] = (entries[at].Key, entry.Value);
        }
        else
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>1, 1.0 and True are one key.</summary>
    private static double? NumericKey(Value key) => key.Node?.Value switch
    {
        bool truth => truth ? 1 : 0,
        double number => number,
        BigInteger whole when BigInteger.Abs(whole) <= BigInteger.One << 53 => (double)whole,
        _ => null,
    };
}
