using Stoker.PySpark.Rewriting.Native;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Evaluation;

/// <content>Rows of RDDs, and what functions over them give.</content>
internal sealed partial class Evaluator
{
    /// <summary>A Row whose columns are of known types.</summary>
    /// <param name="columns">Its columns by lower-case name, as far as they are known.</param>
    /// <param name="order">All of its columns in order, or none where that is not known.</param>
    public Value RecordOf(IReadOnlyDictionary<string, SparkType> columns, IReadOnlyList<string> order)
    {
        Value? Column(string name) => Incoming(factory.Argument(name, columns[name]), columns[name], true);
        var entries = columns.Keys.Select(name => (Name: name, Value: Column(name))).Where(pair => pair.Value is not null).Select(pair => (TextOf(pair.Name), pair.Value!)).ToList();
        var items = order.All(columns.ContainsKey) ? order.Select(Column).ToList() : [];
        return new Value(PythonKind.Record) { Entries = entries, Items = items.TrueForAll(item => item is not null) ? [.. items.Select(item => item!)] : [] };
    }

    private static Value ColumnOf(Value record, string name, PythonNode at) =>
        // The fields of a Row are told apart by case, and a dot in a name would ask Spark for a field of a struct.
        name is not ("count" or "index" or "asDict") && !name.AsSpan().ContainsAny('.', '`') && record.Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, name, StringComparison.Ordinal)).Value is { } column
            ? column
            : throw Refuse(ReasonCode.UnknownType, $"the type of column '{name}' is not known, or has no safe counterpart", at);

    /// <summary>The truth of what a function returns, as a filter takes it.</summary>
    public Node TruthOf(Outcome outcome, PythonNode at) => outcome switch
    {
        Outcome.Raised raised => factory.Raise($"{raised.Exception}: lambda", SparkType.Boolean),
        Outcome.Returned returned => Truth(returned.Value, at),
        Outcome.Branch branch => factory.Case(branch.Condition, TruthOf(branch.Then, at), TruthOf(branch.Otherwise, at)),
        _ => throw new InvalidOperationException("an outcome of an unknown kind"),
    };

    /// <summary>The items of the tuple or list that a function returns, each as a column of the type that PySpark infers; one for a single value.</summary>
    public (IReadOnlyList<Node> Items, PythonKind Kind, bool IsList) ItemsOf(Outcome outcome, PythonNode at)
    {
        var leaves = LeavesOf(outcome).ToList();
        if (leaves.Count == 0)
        {
            throw Refuse(ReasonCode.UnsupportedUse, "it raises for every row", at);
        }

        var (kind, isList, count) = (leaves[0].Kind, leaves[0].IsList, leaves[0].Kind == PythonKind.Sequence ? leaves[0].Items.Count : 1);
        if (leaves.Exists(leaf => leaf.IsIterator || (leaf.Kind == PythonKind.Sequence) != (kind == PythonKind.Sequence) || (kind == PythonKind.Sequence && (leaf.Items.Count != count || leaf.IsList != isList))))
        {
            throw Refuse(ReasonCode.MixedReturnTypes, "it returns rows of several shapes", at);
        }

        var nodes = new List<Node>();
        for (var i = 0; i < count; i++)
        {
            var place = i;
            Value Item(Value leaf) => kind == PythonKind.Sequence ? leaf.Items[place] : leaf;
            nodes.Add(Choose(outcome, Item, TypeOf([.. leaves.Select(Item)], at)));
        }

        return (nodes, kind == PythonKind.Sequence ? kind : PythonKind.None, isList);
    }

    private static IEnumerable<Value> LeavesOf(Outcome outcome) => outcome switch
    {
        Outcome.Returned returned => [returned.Value],
        Outcome.Branch branch => LeavesOf(branch.Then).Concat(LeavesOf(branch.Otherwise)),
        _ => [],
    };

    private static SparkType TypeOf(IReadOnlyList<Value> items, PythonNode at)
    {
        var kinds = items.Where(item => item.Kind != PythonKind.None).Select(item => item.Kind).Distinct().ToList();
        if (items.Any(item => item.IntWhen is not null || item.Beyond is not null || (item.Kind == PythonKind.Int && (!item.Range.IsWithin(Interval.Long) || item.Node!.Type.IsWide))))
        {
            throw Refuse(ReasonCode.IntOverflow, "an int that may not fit in 64 bits, or a number that is an int in some rows and a float in others", at);
        }

        return kinds switch
        {
            [PythonKind.Text] => SparkType.String,
            [PythonKind.Int] => SparkType.Long,
            [PythonKind.Float] => SparkType.Double,
            [PythonKind.Bool] => SparkType.Boolean,
            [PythonKind.Date] => SparkType.Date,
            [] => throw Refuse(ReasonCode.MixedReturnTypes, "an item that is always None has no type", at),
            _ => throw Refuse(ReasonCode.MixedReturnTypes, $"an item is {string.Join(" or ", items.Select(Named).Distinct())}", at),
        };
    }

    private Node Choose(Outcome outcome, Func<Value, Value> item, SparkType type) => outcome switch
    {
        Outcome.Raised raised => factory.Raise($"{raised.Exception}: lambda", type),
        Outcome.Returned returned => item(returned.Value) is { Kind: not PythonKind.None } value ? factory.Cast(value.Node!, type) : factory.Null(type),
        Outcome.Branch branch => factory.Case(branch.Condition, Choose(branch.Then, item, type), Choose(branch.Otherwise, item, type)),
        _ => throw new InvalidOperationException("an outcome of an unknown kind"),
    };
}
