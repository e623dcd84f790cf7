using Stoker.Findings.Tracing;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Linting;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Tracing;

/// <summary>Says which actions of a project run which of its code, for the join with a log.</summary>
internal sealed class SourceTracer
{
    private static readonly string[] LabelCalls = ["setJobDescription", "setJobGroup", "addTag", "addJobTag"];
    private static readonly string[] Readers = ["csv", "json", "parquet", "orc", "text", "load"];
    private static readonly string[] StreamStarts = ["start", "toTable"];
    private static readonly string[] Commands = ["insert", "create", "merge", "delete", "update", "cache", "optimize", "analyze", "with"];

    /// <summary>A helper with more callers than this is traced without them.</summary>
    private const int MostCallers = 500;

    /// <summary>Helpers that hand on to helpers are followed up so many calls.</summary>
    private const int MostHelpers = 4;

    private readonly Dictionary<PythonModule, ResolvedModule> _modules;
    private readonly Dictionary<ResolvedModule, LintScope> _scopes;
    private readonly List<SourceAction> _actions = [];
    private readonly Dictionary<PythonNode, List<int>> _actionsOfPiece = [];
    private readonly Dictionary<PythonNode, List<string>> _udfNames = [];
    private readonly Dictionary<PythonNode, int> _eager = [];

    /// <summary>Traces the actions of the scopes.</summary>
    public SourceTracer(ResolvedProject project, IReadOnlyList<LintScope> scopes, CancellationToken cancellation)
    {
        _scopes = scopes.ToDictionary(scope => scope.Module);
        _modules = project.Modules.ToDictionary(module => module.Module);
        foreach (var scope in scopes)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var udf in scope.Module.Udfs())
            {
                Name(udf);
            }

            foreach (var (call, method) in CallsThatRun(scope))
            {
                Add(scope, call, method);
            }
        }
    }

    /// <summary>The actions in the order of the scopes and of their source.</summary>
    public IReadOnlyList<SourceAction> Actions => _actions;

    /// <summary>What a finding at a node has a part in.</summary>
    /// <param name="module">The module of the node.</param>
    /// <param name="node">The node.</param>
    /// <param name="isEager">Whether only what the node itself starts counts.</param>
    public SourceTrace TraceOf(ResolvedModule module, PythonNode node, bool isEager)
    {
        if (isEager)
        {
            return new SourceTrace([.. _eager.TryGetValue(node, out var own) ? [own] : Array.Empty<int>()], []);
        }

        var found = new SortedSet<int>();
        for (PythonNode? at = node; at is not null and not PythonModule; at = at.Parent)
        {
            if (_actionsOfPiece.TryGetValue(at, out var ofPiece))
            {
                found.UnionWith(ofPiece);
            }
        }

        foreach (var below in module.Module.Below(node))
        {
            if (below is CallExpression call && _actionsOfPiece.TryGetValue(call, out var inside))
            {
                found.UnionWith(inside.Where(index => IsAt(_actions[index], module, call)));
            }
        }

        return new SourceTrace([.. found], FunctionsOf(module, node));
    }

    private static bool IsAt(SourceAction action, ResolvedModule module, CallExpression call) =>
        action.File == module.Module.Source.Path && (LintScope.NameOf(call) == action.Method || "read." + LintScope.NameOf(call) == action.Method) && SourcePlaces.Of(module.Module.Source, call.Function.End, call.End, null).Line == action.Line;

    /// <summary>The name of the UDF that a node is, is in, or calls.</summary>
    private List<string> FunctionsOf(ResolvedModule module, PythonNode node)
    {
        if (node is CallExpression call && module.ValueOf(call) is { Kind: ValueKind.Column, Udf: { } called })
        {
            return _udfNames.GetValueOrDefault(called.Body ?? called.Site) ?? [];
        }

        for (PythonNode? at = node; at is not null; at = at.Parent)
        {
            if (_udfNames.TryGetValue(at, out var names))
            {
                return names;
            }
        }

        return [];
    }

    /// <summary>Actions, starts of streaming queries, and calls that look lazy but start jobs: readers that look into files, SQL that writes.</summary>
    private static IEnumerable<(CallExpression Call, string Method)> CallsThatRun(LintScope scope) =>
        scope.Flow.Actions.Select(action => (action.Call, action.Name))
            .Concat(scope.CallsOn(ValueKind.DataFrameReader, Readers).Select(read => (read.Call, "read." + LintScope.NameOf(read.Call))))
            .Concat(scope.CallsOn(ValueKind.DataStreamWriter, StreamStarts).Select(stream => (stream.Call, LintScope.NameOf(stream.Call))))
            .Concat(scope.CallsOn(ValueKind.SparkSession, "sql").Where(sql => IsCommand(scope, sql.Call)).Select(sql => (sql.Call, "sql")))
            .OrderBy(item => item.Call.End);

    private static bool IsCommand(LintScope scope, CallExpression sql) =>
        sql.Arguments is [var argument, ..] && scope.Flow.TextOf(argument)?.TrimStart() is { } text && Commands.Any(verb => text.StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    private void Add(LintScope scope, CallExpression call, string method)
    {
        _eager[call] = _actions.Count;
        var (helper, callers) = CallersOf(scope, call);
        if (callers.Count is <= 1 or > MostCallers)
        {
            Add(scope, call, method, callers.Count > MostCallers ? helper : null, null);
            return;
        }

        foreach (var caller in callers)
        {
            Add(scope, call, method, helper, caller);
        }
    }

    /// <summary>The helper whose calls give an action its frame, and those calls; a helper with one call is followed to where that one is.</summary>
    private static (FunctionDefinition? Helper, List<(ResolvedModule Module, CallExpression Call)> Callers) CallersOf(LintScope scope, CallExpression action)
    {
        var (module, frame) = (scope.Module, scope.Flow.ActionAt(action)?.Frame);
        for (var level = 0; frame is not null && level < MostHelpers; level++)
        {
            if (ParameterOf(module, frame) is not { Scope.Node: FunctionDefinition helper } parameter)
            {
                break;
            }

            var callers = module.Project.CallsNamed(helper.Name).Where(call => call.Module.ValueOf(call.Call.Function).Definition == helper && !ResolvedModule.Contains(helper, call.Call)).ToList();
            if (callers.Count != 1)
            {
                return (helper, callers);
            }

            (module, frame) = (callers[0].Module, ResolvedModule.ArgumentFor(callers[0].Call, helper, parameter));
        }

        return (null, []);
    }

    /// <summary>The parameter from which a frame comes by calls alone: <c>df</c>, <c>df.select(…)</c>; absent when it comes from elsewhere or from several places.</summary>
    private static Binding? ParameterOf(ResolvedModule module, PythonExpression frame)
    {
        var flow = new FrameFlow(module);
        return flow.RootOf(frame) is NameExpression root && flow.SingleBinding(root) is { Kind: BindingKind.Parameter } parameter ? parameter : null;
    }

    private void Add(LintScope scope, CallExpression call, string method, FunctionDefinition? helper, (ResolvedModule Module, CallExpression Call)? caller)
    {
        var source = scope.Module.Module.Source;
        var name = SourcePlaces.Of(source, call.Function.End, call.End, null);
        var statement = ResolvedModule.StatementOf(call);
        var origins = FrameOrigins.Of(scope.Module, call, helper, caller?.Call, ModuleOf);
        foreach (var (_, piece) in origins.Pieces)
        {
            if (!_actionsOfPiece.TryGetValue(piece, out var list))
            {
                _actionsOfPiece[piece] = list = [];
            }

            list.Add(_actions.Count);
        }

        var callerScope = caller is null ? null : _scopes.GetValueOrDefault(caller.Value.Module);
        _actions.Add(new SourceAction
        {
            File = source.Path,
            Line = name.Line,
            FirstLine = Math.Min(name.Line, SourcePlaces.Of(source, statement is ExpressionStatement or AssignStatement or ReturnStatement ? statement.Start : call.Start, call.End, null).Line),
            LastLine = Math.Max(name.EndLine, name.Line),
            Method = method,
            Symbol = ResolvedModule.SymbolOf(call),
            Caller = caller is { } called ? CallerAt(called.Module, called.Call) : null,
            IsRepeated = scope.Flow.LongLoopAround(call) is not null || (caller is { } repeated && callerScope?.Flow.LongLoopAround(repeated.Call) is not null),
            Labels = [.. LabelsOf(scope, call), .. caller is { } labelled && callerScope is not null ? LabelsOf(callerScope, labelled.Call) : []],
            Words = SourceWords.Of(origins.Pieces),
            Functions = origins.Udfs.SelectMany(Name).ToHashSet(StringComparer.Ordinal),
        });
    }

    private static SourceCaller CallerAt(ResolvedModule module, CallExpression call) =>
        new(module.Module.Source.Path, SourcePlaces.Of(module.Module.Source, call.Function.End, call.End, null).Line, ResolvedModule.SymbolOf(call));

    /// <summary>The name of the function in a plan: its own, <c>&lt;lambda&gt;</c>, or that under which it was registered.</summary>
    private List<string> Name(UdfDefinition udf)
    {
        var key = udf.Body ?? udf.Site;
        var name = udf.Site is CallExpression { Function: AttributeExpression { Name: "register" }, Arguments: [ConstantExpression { Text: { } registered }, ..] } ? registered
            : udf.Body is FunctionDefinition function ? function.Name
            : "<lambda>";
        if (!_udfNames.TryGetValue(key, out var names))
        {
            _udfNames[key] = names = [];
            _udfNames.TryAdd(udf.Site, names);
        }

        if (!names.Contains(name))
        {
            names.Add(name);
        }

        return names;
    }

    /// <summary>The last job description, group or tag that the same function sets before the call.</summary>
    private static List<string> LabelsOf(LintScope scope, CallExpression action)
    {
        var around = scope.Module.FunctionAround(action);
        var labels = new List<string>();
        foreach (var method in LabelCalls)
        {
            var last = scope.Module.CallsOf(method).LastOrDefault(call => call.Start < action.Start && scope.Module.FunctionAround(call) == around);
            foreach (var argument in last?.Arguments ?? [])
            {
                if (scope.Flow.TextOf(argument)?.Replace(FrameFlow.Hole, '*') is { } text && text.Trim('*', ' ').Length > 0)
                {
                    labels.Add(text);
                }
            }
        }

        return labels;
    }

    private ResolvedModule? ModuleOf(PythonNode node)
    {
        var at = node;
        while (at.Parent is { } parent)
        {
            at = parent;
        }

        return at is PythonModule module ? _modules.GetValueOrDefault(module) : null;
    }
}
