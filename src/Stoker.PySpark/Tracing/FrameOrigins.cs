using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Tracing;

/// <summary>
/// The pieces of source that an action's frame may be made of: its chain, what the variables in it were assigned, the bodies of the project's functions that
/// are called, and, where it is a parameter, the arguments at the calls. Wider than the truth where the source is not sure.
/// </summary>
internal sealed class FrameOrigins
{
    private const int MostPieces = 400;
    private const int DeepestCalls = 4;

    private readonly PythonNode _action;
    private readonly FunctionDefinition? _helper;
    private readonly CallExpression? _caller;
    private readonly Func<PythonNode, ResolvedModule?> _moduleOf;
    private readonly HashSet<PythonNode> _seen = [];
    private readonly Queue<(ResolvedModule Module, PythonNode Node, int Calls)> _open = new();

    private FrameOrigins(PythonNode action, FunctionDefinition? helper, CallExpression? caller, Func<PythonNode, ResolvedModule?> moduleOf)
    {
        _action = action;
        _helper = helper;
        _caller = caller;
        _moduleOf = moduleOf;
    }

    /// <summary>The outermost nodes with their modules, the action first; what is below one is part of it.</summary>
    public List<(ResolvedModule Module, PythonNode Node)> Pieces { get; } = [];

    /// <summary>The UDFs among them.</summary>
    public HashSet<UdfDefinition> Udfs { get; } = [];

    /// <summary>Follows the frame of an action.</summary>
    /// <param name="module">The module of the action.</param>
    /// <param name="action">The call.</param>
    /// <param name="helper">A function of which only one call counts, or none; absent when all calls of all functions do.</param>
    /// <param name="caller">That call.</param>
    /// <param name="moduleOf">Finds the module of a definition.</param>
    public static FrameOrigins Of(ResolvedModule module, CallExpression action, FunctionDefinition? helper, CallExpression? caller, Func<PythonNode, ResolvedModule?> moduleOf)
    {
        var origins = new FrameOrigins(action, helper, caller, moduleOf);
        origins.Enter(module, action, 0);
        while (origins._open.TryDequeue(out var next) && origins.Pieces.Count < MostPieces)
        {
            foreach (var node in next.Module.Module.Below(next.Node).Prepend(next.Node))
            {
                origins.Follow(next.Module, node, next.Calls);
            }
        }

        return origins;
    }

    private void Enter(ResolvedModule module, PythonNode node, int calls)
    {
        if (calls <= DeepestCalls && Pieces.Count < MostPieces && _seen.Add(node))
        {
            Pieces.Add((module, node));
            _open.Enqueue((module, node, calls));
        }
    }

    private void Follow(ResolvedModule module, PythonNode node, int calls)
    {
        if (node is NameExpression name && !module.IsStore(name))
        {
            if (IsSession(module, name))
            {
                return;
            }

            foreach (var binding in module.Reaching(name))
            {
                FollowBinding(module, binding, calls);
            }

            FollowDefinition(module.ValueOf(name), calls);
        }
        else if (node is AttributeExpression { Parent: CallExpression call } member && call.Function == member)
        {
            FollowDefinition(module.ValueOf(member), calls);
        }
        else if (node is CallExpression made && module.ValueOf(made) is { Kind: ValueKind.Udf or ValueKind.Column, Udf: not null } value)
        {
            FollowDefinition(value, calls);
        }
    }

    private void FollowBinding(ResolvedModule module, Binding binding, int calls)
    {
        if (binding is { Kind: BindingKind.Parameter, Scope.Node: FunctionDefinition function })
        {
            foreach (var (caller, call) in module.Project.CallsNamed(function.Name))
            {
                if ((function != _helper || call == _caller) && caller.ValueOf(call.Function).Definition == function && ResolvedModule.ArgumentFor(call, function, binding) is { } argument)
                {
                    Enter(caller, argument, calls + 1);
                }
            }
        }
        else if (binding is { Source: { } source, Kind: BindingKind.Assignment or BindingKind.Augmented or BindingKind.Unpacking } && !IsSession(module, source))
        {
            Enter(module, source, calls);
        }
    }

    /// <summary>The body of a function of the project, or of a UDF, that is called or given.</summary>
    private void FollowDefinition(Value value, int calls)
    {
        if (value.Udf is { } udf)
        {
            Udfs.Add(udf);
            if (_moduleOf(udf.Site) is { } site)
            {
                Enter(site, udf.Site, calls + 1);
            }
        }

        var definition = value.Udf?.Body ?? (value.Kind == ValueKind.Function ? value.Definition : null);
        if (definition is not null && !ResolvedModule.Contains(definition, _action) && _moduleOf(definition) is { } owner)
        {
            Enter(owner, definition, calls + 1);
        }
    }

    /// <summary>Sessions are part of every frame and tell none apart.</summary>
    private static bool IsSession(ResolvedModule module, PythonExpression expression) =>
        module.ValueOf(expression).Kind is ValueKind.SparkSession or ValueKind.SparkContext or ValueKind.SqlContext or ValueKind.SessionBuilder or ValueKind.SparkConf;
}
