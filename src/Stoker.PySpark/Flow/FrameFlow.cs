using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

/// <summary>Follows frames through a module: how each was made, which actions run on it, in which loops. Works out each answer once.</summary>
internal sealed partial class FrameFlow(ResolvedModule module)
{
    private const int LongestChain = 400;

    private static readonly Dictionary<string, ActionKind> FrameActions = new()
    {
        ["collect"] = ActionKind.Collect,
        ["toPandas"] = ActionKind.Collect,
        ["toArrow"] = ActionKind.Collect,
        ["toLocalIterator"] = ActionKind.Collect,
        ["collectAsMap"] = ActionKind.Collect,
        ["count"] = ActionKind.Count,
        ["show"] = ActionKind.Show,
        ["take"] = ActionKind.Take,
        ["head"] = ActionKind.Take,
        ["first"] = ActionKind.Take,
        ["tail"] = ActionKind.Take,
        ["isEmpty"] = ActionKind.Take,
        ["foreach"] = ActionKind.Other,
        ["foreachPartition"] = ActionKind.Other,
        ["reduce"] = ActionKind.Other,
        ["fold"] = ActionKind.Other,
        ["aggregate"] = ActionKind.Other,
        ["countByKey"] = ActionKind.Other,
        ["countByValue"] = ActionKind.Other,
        ["takeOrdered"] = ActionKind.Take,
        ["top"] = ActionKind.Take,
        ["sum"] = ActionKind.Other,
        ["max"] = ActionKind.Other,
        ["min"] = ActionKind.Other,
        ["mean"] = ActionKind.Other,
        ["stats"] = ActionKind.Other,
        ["saveAsTextFile"] = ActionKind.Write,
        ["saveAsSequenceFile"] = ActionKind.Write,
        ["saveAsPickleFile"] = ActionKind.Write,
        ["saveAsNewAPIHadoopFile"] = ActionKind.Write,
        ["saveAsHadoopFile"] = ActionKind.Write,
        ["approxQuantile"] = ActionKind.Other,
    };

    private static readonly HashSet<string> RddOnly =
        ["reduce", "fold", "aggregate", "countByKey", "countByValue", "takeOrdered", "top", "sum", "max", "min", "mean", "stats", "collectAsMap", "saveAsTextFile", "saveAsSequenceFile", "saveAsPickleFile", "saveAsNewAPIHadoopFile", "saveAsHadoopFile"];

    private static readonly string[] WriterActions =
        ["save", "parquet", "csv", "json", "orc", "text", "jdbc", "saveAsTable", "insertInto", "append", "overwrite", "overwritePartitions", "create", "replace", "createOrReplace"];

    private List<ActionCall>? actions;
    private Dictionary<Binding, List<ActionCall>>? actionsByBinding;

    public ResolvedModule Module { get; } = module;

    /// <summary>The actions of the module in source order.</summary>
    public IReadOnlyList<ActionCall> Actions => actions ??= FindActions();

    /// <summary>The action that a call is, or absent.</summary>
    public ActionCall? ActionAt(PythonNode call) => Actions.FirstOrDefault(action => action.Call == call);

    /// <summary>How a frame (or reader, writer, column of a frame) was made, the last step first, through variables that have one value.</summary>
    public IEnumerable<FrameStep> StepsOf(PythonExpression frame)
    {
        var seen = new HashSet<PythonExpression>();
        for (var at = frame; at is not null && seen.Count < LongestChain && seen.Add(at);)
        {
            if (Module.ValueOf(at).Kind is ValueKind.SparkSession or ValueKind.SparkContext or ValueKind.SqlContext)
            {
                yield break;
            }

            switch (at)
            {
                case CallExpression { Function: AttributeExpression member } call when Module.FunctionOf(call) is null:
                    yield return new FrameStep(member.Name, call, member.Value);
                    at = member.Value;
                    break;
                case CallExpression { Arguments: [var argument, ..] } call when Module.FunctionOf(call) == "broadcast":
                    at = argument;
                    break;
                case AttributeExpression member:
                    yield return new FrameStep(member.Name, member, member.Value);
                    at = member.Value;
                    break;
                default:
                    at = Followed(at);
                    break;
            }
        }
    }

    /// <summary>The expression at which the steps of a frame start: a reader, a parameter, a call of a function, ….</summary>
    public PythonExpression RootOf(PythonExpression frame)
    {
        var root = frame;
        foreach (var step in StepsOf(frame))
        {
            if (Module.ValueOf(step.Receiver).Kind is ValueKind.SparkSession or ValueKind.SparkContext or ValueKind.SqlContext or ValueKind.DataFrameReader or ValueKind.DataStreamReader or ValueKind.ProjectModule)
            {
                return step.Node;
            }

            root = step.Receiver;
        }

        return Followed(root) ?? root;
    }

    /// <summary>The value of a variable that has only one, else absent.</summary>
    public PythonExpression? Followed(PythonExpression expression) =>
        expression is NameExpression name && SingleBinding(name) is { Kind: BindingKind.Assignment, Source: { } source } ? source : null;

    /// <summary>The one binding that a name can have, or absent.</summary>
    public Binding? SingleBinding(NameExpression name) => Module.Reaching(name) is [var only] ? only : null;

    private List<ActionCall> FindActions()
    {
        var found = new List<ActionCall>();
        foreach (var (name, kind) in FrameActions)
        {
            foreach (var call in Module.CallsOf(name))
            {
                var receiver = ((AttributeExpression)call.Function).Value;
                var type = Module.ValueOf(receiver);
                var isAction = type.Kind == ValueKind.Rdd || (type.Kind == ValueKind.DataFrame && !RddOnly.Contains(name));
                if (isAction && !(name == "count" && call.Arguments.Count + call.Keywords.Count > 0) && !IsStreaming(receiver))
                {
                    found.Add(new ActionCall(call, name, receiver, kind, type));
                }
            }
        }

        foreach (var call in Module.CallsOf(WriterActions))
        {
            var receiver = ((AttributeExpression)call.Function).Value;
            if (Module.ValueOf(receiver) is { Kind: ValueKind.DataFrameWriter or ValueKind.DataFrameWriterV2 } type
                && StepsOf(receiver).FirstOrDefault(step => step.Name is "write" or "writeTo") is { } write)
            {
                found.Add(new ActionCall(call, ((AttributeExpression)call.Function).Name, write.Receiver, ActionKind.Write, type));
            }
        }

        found.Sort((left, right) => left.Call.End != right.Call.End ? left.Call.End.CompareTo(right.Call.End) : left.Call.Index.CompareTo(right.Call.Index));
        return found;
    }

    /// <summary>Whether a frame comes from <c>readStream</c>.</summary>
    public bool IsStreaming(PythonExpression frame) => StepsOf(frame).Any(step => step.Name == "readStream");

    /// <summary>The actions that run on the value of a binding or on what was made from it, in source order.</summary>
    public IReadOnlyList<ActionCall> ActionsOn(Binding binding)
    {
        actionsByBinding ??= IndexActions();
        return actionsByBinding.GetValueOrDefault(binding) ?? [];
    }

    private Dictionary<Binding, List<ActionCall>> IndexActions()
    {
        var index = new Dictionary<Binding, List<ActionCall>>();
        foreach (var action in Actions)
        {
            foreach (var binding in BindingsBehind(action.Frame))
            {
                if (!index.TryGetValue(binding, out var list))
                {
                    index[binding] = list = [];
                }

                list.Add(action);
            }
        }

        return index;
    }

    /// <summary>Every binding that a frame may depend on, through receivers and through frames given as arguments.</summary>
    public HashSet<Binding> BindingsBehind(PythonExpression frame)
    {
        var found = new HashSet<Binding>();
        var open = new Stack<PythonExpression>();
        open.Push(frame);
        for (var steps = 0; open.Count > 0 && steps < LongestChain; steps++)
        {
            var at = open.Pop();
            foreach (var name in NamesIn(at))
            {
                foreach (var binding in Module.Reaching(name))
                {
                    if (binding.Kind != BindingKind.Import && found.Add(binding) && binding is { Kind: BindingKind.Assignment, Source: { } source } && Module.ValueOf(source).IsSpark)
                    {
                        open.Push(source);
                    }
                }
            }
        }

        return found;
    }

    private IEnumerable<NameExpression> NamesIn(PythonExpression expression)
    {
        if (expression is NameExpression itself)
        {
            yield return itself;
        }

        foreach (var node in Module.Module.Below(expression))
        {
            if (node is NameExpression name && !Module.IsStore(name) && Module.ValueOf(name).Kind is ValueKind.DataFrame or ValueKind.Rdd or ValueKind.Unknown or ValueKind.GroupedData or ValueKind.DataFrameWriter)
            {
                yield return name;
            }
        }
    }
}
