using Stoker.PySpark.Flow;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <content>Values that calls make, and containers that loops fill.</content>
internal sealed partial class LargeValues
{
    private static readonly HashSet<string> Loads =
        ["json.load", "pickle.load", "cPickle.load", "joblib.load", "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "torch.load", "spacy.load"];

    private static readonly HashSet<string> Adding = ["append", "add", "update", "extend", "setdefault", "insert"];

    private LargeValue? OfCall(CallExpression call, int depth)
    {
        var name = LintScope.NameOf(call);
        if (scope.Flow.ActionAt(call) is { } action)
        {
            return OfAction(action);
        }

        if (call.Function is NameExpression && Containers.Contains(name) && call.Arguments is [.., var content])
        {
            return content is GeneratorExpression generator ? FallsTogether(name, generator.Element) ? null : OfClauses(call, generator.Clauses, generator.Element, depth) : OfItems(content, depth + 1) is { } items ? new LargeValue(call, items.Entries) : null;
        }

        if (name == "fromkeys" && call.Arguments is [var keys, ..])
        {
            return !(keys is GeneratorExpression { Element: var key } && FallsTogether(key)) && OfItems(keys, depth + 1) is { } items ? new LargeValue(call, items.Entries) : null;
        }

        if (IsLoad(call))
        {
            return IsOfSmallFile(call) ? null : new LargeValue(call, null);
        }

        if (LintScope.ReceiverOf(call) is { } receiver && Keeping.Contains(name))
        {
            return name is "read" or "readlines" && IsOpenFile(receiver) ? new LargeValue(call, null) : Of(receiver, depth + 1);
        }

        return scope.Module.ValueOf(call.Function) is { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } && home == scope.Module ? OfReturns(function, depth) : null;
    }

    /// <summary>Rows that come to the driver, unless the source says that they are few.</summary>
    private LargeValue? OfAction(ActionCall action) => action switch
    {
        { Name: "toLocalIterator" } => null,
        { Kind: ActionKind.Collect } => scope.Flow.IsBounded(action.Frame) ? null : new LargeValue(action.Call, null),
        { Name: "take" or "head" or "tail", Call.Arguments: [var count, ..] } => Counted(action.Call, IntegerOf(count)),
        _ => null,
    };

    private bool IsLoad(CallExpression call) =>
        ExternalCalls.QualifiedName(scope, call) is { } qualified
        && (Loads.Contains(qualified) || qualified.StartsWith("pandas.read_", StringComparison.Ordinal)
            || qualified.EndsWith(".load_model", StringComparison.Ordinal) || qualified.EndsWith(".from_pretrained", StringComparison.Ordinal) || qualified.EndsWith(".load_word2vec_format", StringComparison.Ordinal)
            || (qualified == "json.loads" && call.Arguments is [CallExpression text] && LintScope.NameOf(text) == "read" && LintScope.ReceiverOf(text) is { } file && IsOpenFile(file)));

    /// <summary>Configuration is read from files too; its file or variable says so.</summary>
    private bool IsOfSmallFile(CallExpression call)
    {
        var text = ResolvedModule.StatementOf(call) is AssignStatement { Targets: [var target] } ? scope.Text(call) + scope.Text(target) : scope.Text(call);
        return Array.Exists(SmallFiles, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary><c>open(…)</c>, what <c>with</c> made of it, or a reader of CSV around it.</summary>
    private bool IsOpenFile(PythonExpression expression) => expression switch
    {
        CallExpression call => ExternalCalls.QualifiedName(scope, call) switch
        {
            "open" or "gzip.open" or "bz2.open" or "codecs.open" or "io.open" => !IsOfSmallFile(call),
            "csv.reader" or "csv.DictReader" => call.Arguments is [var file, ..] && IsOpenFile(file),
            _ => false,
        },
        NameExpression name => scope.Flow.SingleBinding(name) is { Kind: BindingKind.With or BindingKind.Assignment, Source: CallExpression source } && IsOpenFile(source),
        _ => false,
    };

    /// <summary>What a helper returns, when every return of it is large.</summary>
    private LargeValue? OfReturns(FunctionDefinition function, int depth)
    {
        LargeValue? first = null;
        foreach (var returned in scope.Module.Module.Below(function).OfType<ReturnStatement>().Where(statement => scope.Module.FunctionAround(statement) == function))
        {
            if (returned.Value is null || Of(returned.Value, depth + 2) is not { } large)
            {
                return null;
            }

            first ??= large;
        }

        return first;
    }

    private static bool IsEmpty(PythonExpression source) => source switch
    {
        ListExpression list => list.Elements.Count == 0,
        DictExpression map => map.Values.Count == 0,
        CallExpression { Function: NameExpression { Name: "dict" or "list" or "set" or "OrderedDict" or "deque" }, Arguments.Count: 0, Keywords.Count: 0 } => true,
        CallExpression { Function: NameExpression { Name: "defaultdict" }, Keywords.Count: 0 } => true,
        _ => false,
    };

    /// <summary>A loop that adds to a container in each round, over something of which there is much.</summary>
    private LargeValue? OfLoops(Binding container, int depth)
    {
        foreach (var loop in scope.Module.Module.Below(container.Scope.Node).OfType<ForStatement>())
        {
            if (loop.Start > container.From && !scope.Module.Module.Below(loop).OfType<BreakStatement>().Any() && !IsCleared(container) && loop.Body.Any(statement => Adds(statement, container)) && OfItems(loop.Iterable, depth + 1) is { } items)
            {
                return new LargeValue(loop.Iterable, items.Entries);
            }
        }

        return null;
    }

    private bool Adds(PythonStatement statement, Binding container) => statement switch
    {
        AssignStatement { Targets: [SubscriptExpression { Value: NameExpression name } item] } => !FallsTogether(item.Key) && IsOf(name, container),
        ExpressionStatement { Value: CallExpression { Function: AttributeExpression { Value: NameExpression name } member } call } =>
            Adding.Contains(member.Name) && !(member.Name is "add" or "setdefault" && call.Arguments is [var key, ..] && FallsTogether(key)) && IsOf(name, container),
        _ => false,
    };

    private static bool IsCleared(Binding container) => container.Uses.Exists(use => use.Parent is AttributeExpression { Name: "clear", Parent: CallExpression });

    /// <summary>Whether keys may be few, however many are made: remainders, quotients and bits of others fall together.</summary>
    private bool FallsTogether(PythonExpression key) =>
        scope.Module.Module.Below(key).Prepend(key).OfType<BinaryExpression>().Any(part => part.Operator is BinaryOperator.Modulo or BinaryOperator.FloorDivide or BinaryOperator.BitAnd or BinaryOperator.RightShift)
        || !scope.Module.Module.Below(key).Prepend(key).OfType<NameExpression>().Any();

    /// <summary>The same of what a container keeps once: the members of a set, the keys of a dict.</summary>
    private bool FallsTogether(string container, PythonExpression element) => container switch
    {
        "set" or "frozenset" => FallsTogether(element),
        "dict" or "OrderedDict" => element is TupleExpression { Elements: [var key, ..] } && FallsTogether(key),
        _ => false,
    };

    /// <summary>Whether anything is put into a container after it was made.</summary>
    public static bool IsFilled(Binding container) => container.Uses.Exists(use => use.Parent switch
    {
        AttributeExpression { Parent: CallExpression } member => Adding.Contains(member.Name),
        SubscriptExpression { Parent: AssignStatement assign } item => assign.Targets.Contains(item),
        SubscriptExpression { Parent: AugmentedAssignStatement } => true,
        _ => false,
    });

    private bool IsOf(NameExpression name, Binding binding) => name.Name == binding.Name && scope.Module.Reaching(name).Contains(binding);
}
