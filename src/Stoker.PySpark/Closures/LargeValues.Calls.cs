using Stoker.PySpark.Flow;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <content>Values that calls make, and containers that loops fill.</content>
internal sealed partial class LargeValues
{
    private static readonly HashSet<string> Loads =
        ["json.load", "pickle.load", "cPickle.load", "joblib.load", "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile", "torch.load", "spacy.load", "pyarrow.parquet.read_table"];

    private static readonly HashSet<string> Adding = ["append", "add", "update", "extend", "setdefault", "insert"];

    private LargeValue? OfCall(CallExpression call, int depth)
    {
        var name = LintScope.NameOf(call);
        if (scope.Flow.ActionAt(call) is { } action)
        {
            return OfAction(action);
        }

        if (ContainerOf(call) is { } container && call.Arguments is [.., var content])
        {
            name = container;
            return content is GeneratorExpression generator ? FallsTogether(name, generator.Element) ? null : OfClauses(call, generator.Clauses, generator.Element, depth) : OfItems(content, depth + 1) is { } items ? new LargeValue(call, items.Entries) : null;
        }

        if (name == "fromkeys" && call.Arguments is [var keys, ..])
        {
            return !(keys is GeneratorExpression { Element: var key } && FallsTogether(key)) && OfItems(keys, depth + 1) is { } items ? new LargeValue(call, items.Entries) : null;
        }

        if (IsLoad(call))
        {
            return IsOfSmallFile(call) ? null : new LargeValue(call, null) { IsFrame = ExternalCalls.QualifiedName(scope, call)?.StartsWith("pandas.", StringComparison.Ordinal) == true };
        }

        if (call.Arguments is [var made, ..] && ExternalCalls.QualifiedName(scope, call) is "pandas.DataFrame" or "pandas.Series" or "pandas.Index" or "numpy.array" or "numpy.asarray")
        {
            return OfItems(made, depth + 1) is { } parts ? parts with { Site = call, IsFrame = true } : null;
        }

        if (LintScope.ReceiverOf(call) is { } receiver && Keeping.Contains(name))
        {
            return name is "read" or "readlines" && IsOpenFile(receiver) ? new LargeValue(call, null) : Of(receiver, depth + 1) is { } whole ? whole with { IsFrame = whole.IsFrame && name is not ("to_dict" or "tolist" or "to_numpy") } : null;
        }

        return scope.Module.ValueOf(call.Function) is { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } && home == scope.Module ? OfReturns(function, depth) : null;
    }

    /// <summary>Rows that come to the driver, unless the source says that they are few.</summary>
    private LargeValue? OfAction(ActionCall action) => action switch
    {
        { Name: "toLocalIterator" } => null,
        { Kind: ActionKind.Collect } => scope.Flow.IsBounded(action.Frame) ? null : new LargeValue(action.Call, null) { IsFrame = action.Name == "toPandas" },
        { Name: "take" or "head" or "tail", Call.Arguments: [var count, ..] } => Counted(action.Call, IntegerOf(count)),
        _ => null,
    };

    private bool IsLoad(CallExpression call) =>
        ExternalCalls.QualifiedName(scope, call) is { } qualified
        && (Loads.Contains(qualified) || qualified.StartsWith("pandas.read_", StringComparison.Ordinal)
            || qualified.EndsWith(".load_model", StringComparison.Ordinal) || qualified.EndsWith(".from_pretrained", StringComparison.Ordinal) || qualified.EndsWith(".load_word2vec_format", StringComparison.Ordinal)
            || (qualified is "json.loads" or "pickle.loads" && call.Arguments is [CallExpression text] && IsWholeFile(text)))
        || (LintScope.NameOf(call) is "read_text" or "read_bytes" && IsWholeFile(call));

    /// <summary><c>open(…).read()</c>, <c>Path(…).read_text()</c>.</summary>
    private bool IsWholeFile(CallExpression read) => LintScope.ReceiverOf(read) is { } file && LintScope.NameOf(read) switch
    {
        "read" => IsOpenFile(file),
        "read_text" or "read_bytes" => (file is NameExpression name ? scope.Flow.Followed(name) : file) is CallExpression path && ExternalCalls.QualifiedName(scope, path) is "pathlib.Path",
        _ => false,
    };

    /// <summary>Configuration is read from files too; its file or variable says so.</summary>
    private bool IsOfSmallFile(CallExpression call)
    {
        var text = ResolvedModule.StatementOf(call) is AssignStatement { Targets: [var target] } ? scope.Text(call) + scope.Text(target) : scope.Text(call);
        var opened = call.Arguments is [NameExpression file, ..] && scope.Flow.SingleBinding(file)?.Source is { } source ? scope.Text(source) : "";
        return Array.Exists(SmallFiles, word => text.Contains(word, StringComparison.OrdinalIgnoreCase) || opened.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The name of the container that a call makes: built in, or of <c>collections</c>.</summary>
    private string? ContainerOf(CallExpression call) =>
        ExternalCalls.QualifiedName(scope, call) is { } qualified && (qualified.StartsWith("collections.", StringComparison.Ordinal) || !qualified.Contains('.', StringComparison.Ordinal)) && qualified[(qualified.LastIndexOf('.') + 1)..] is var name && Containers.Contains(name) ? name : null;

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

    /// <summary>Something large that is put whole into a container: <c>table.update(…)</c>, <c>rows += …</c>.</summary>
    private LargeValue? OfFills(Binding container, int depth)
    {
        foreach (var use in container.Uses)
        {
            var added = use.Parent switch
            {
                AttributeExpression { Name: "update" or "extend", Parent: CallExpression { Arguments: [var only], Parent: ExpressionStatement } } => only,
                AugmentedAssignStatement { Operator: BinaryOperator.Add or BinaryOperator.BitOr } more when more.Target == use => more.Value,
                _ => null,
            };
            if (added is not null && OfItems(added, depth + 1) is { } items)
            {
                return new LargeValue(added, items.Entries) { Bytes = items.Bytes };
            }
        }

        return null;
    }

    /// <summary>A loop that adds to a container in each round, over something of which there is much.</summary>
    private LargeValue? OfLoops(Binding container, int depth)
    {
        foreach (var loop in scope.Module.Module.Below(container.Scope.Node).OfType<ForStatement>())
        {
            if (loop.Start > container.From && !scope.Module.Module.Below(loop).OfType<BreakStatement>().Any() && loop.Body.Any(statement => Adds(statement, container)) && OfItems(loop.Iterable, depth + 1) is { } items)
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

    /// <summary>Whether keys may be few, however many are made: remainders, quotients and bits of others fall together, unless what they are of is in the key as it is too.</summary>
    private bool FallsTogether(PythonExpression key)
    {
        var names = scope.Module.Module.Below(key).Prepend(key).OfType<NameExpression>().ToLookup(name => IsFolded(name, key), name => name.Name);
        return names.Count == 0 || (names[true].Any() && !names[true].Intersect(names[false]).Any());
    }

    /// <summary>Whether a part of a key goes through an operation that gives the same for many. A text with <c>%</c> is none.</summary>
    private static bool IsFolded(PythonNode part, PythonExpression key)
    {
        for (var at = part; at is not null; at = at == key ? null : at.Parent)
        {
            if (at is BinaryExpression { Operator: BinaryOperator.Modulo or BinaryOperator.FloorDivide or BinaryOperator.BitAnd or BinaryOperator.RightShift, Left: not (ConstantExpression { Kind: ConstantKind.Text } or FormattedString) })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same of what a container keeps once: the members of a set, the keys of a dict.</summary>
    private bool FallsTogether(string container, PythonExpression element) => container switch
    {
        "set" or "frozenset" or "Counter" => FallsTogether(element),
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
