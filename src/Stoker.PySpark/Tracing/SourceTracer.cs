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
    private static readonly string[] Commands = ["insert", "create", "merge", "delete", "update", "cache", "optimize", "analyze", "with"];

    private readonly Dictionary<PythonModule, ResolvedModule> _modules;
    private readonly List<SourceAction> _actions = [];
    private readonly Dictionary<PythonNode, List<int>> _actionsOfPiece = [];
    private readonly Dictionary<PythonNode, List<string>> _udfNames = [];
    private readonly Dictionary<PythonNode, int> _eager = [];

    /// <summary>Traces the actions of the scopes.</summary>
    public SourceTracer(ResolvedProject project, IEnumerable<LintScope> scopes, CancellationToken cancellation)
    {
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

    /// <summary>Actions, and calls that look lazy but start jobs: readers that look into files, SQL that writes.</summary>
    private static IEnumerable<(CallExpression Call, string Method)> CallsThatRun(LintScope scope) =>
        scope.Flow.Actions.Select(action => (action.Call, action.Name))
            .Concat(scope.CallsOn(ValueKind.DataFrameReader, Readers).Select(read => (read.Call, "read." + LintScope.NameOf(read.Call))))
            .Concat(scope.CallsOn(ValueKind.SparkSession, "sql").Where(sql => IsCommand(scope, sql.Call)).Select(sql => (sql.Call, "sql")))
            .OrderBy(item => item.Call.End);

    private static bool IsCommand(LintScope scope, CallExpression sql) =>
        sql.Arguments is [var argument, ..] && scope.Flow.TextOf(argument)?.TrimStart() is { } text && Commands.Any(verb => text.StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    private void Add(LintScope scope, CallExpression call, string method)
    {
        var source = scope.Module.Module.Source;
        var name = SourcePlaces.Of(source, call.Function.End, call.End, null);
        var statement = ResolvedModule.StatementOf(call);
        _eager[call] = _actions.Count;
        var origins = FrameOrigins.Of(scope.Module, call, ModuleOf);
        foreach (var (_, piece) in origins.Pieces)
        {
            if (!_actionsOfPiece.TryGetValue(piece, out var list))
            {
                _actionsOfPiece[piece] = list = [];
            }

            list.Add(_actions.Count);
        }

        _actions.Add(new SourceAction
        {
            File = source.Path,
            Line = name.Line,
            FirstLine = Math.Min(name.Line, SourcePlaces.Of(source, statement is ExpressionStatement or AssignStatement or ReturnStatement ? statement.Start : call.Start, call.End, null).Line),
            LastLine = Math.Max(name.EndLine, name.Line),
            Method = method,
            Symbol = ResolvedModule.SymbolOf(call),
            IsRepeated = scope.Flow.LongLoopAround(call) is not null,
            Labels = LabelsOf(scope, call),
            Words = SourceWords.Of(origins.Pieces),
            Functions = origins.Udfs.SelectMany(Name).ToHashSet(StringComparer.Ordinal),
        });
    }

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
