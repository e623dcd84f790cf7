using Stoker.PySpark.Linting;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Closures;

/// <summary>Says what the functions carry that run in the last stage of a call on an RDD: those of its chain, back to where rows move between tasks.</summary>
internal sealed class StageClosures(LintScope scope)
{
    private const int LongestChain = 200;

    private readonly FunctionClosures _functions = new(scope);

    /// <summary>What the stage that Spark names after a call carries.</summary>
    public Closure Of(CallExpression call) => FunctionsOf(call).And(call.Function is AttributeExpression member ? Behind(member.Value, []) : Closure.Unknown);

    private Closure FunctionsOf(CallExpression call) => RddMethods.FunctionsOf(call).Aggregate(Closure.Empty, (closure, function) => closure.And(_functions.Of(function)));

    /// <summary>What the tasks that make an RDD carry.</summary>
    private Closure Behind(PythonExpression rdd, HashSet<PythonNode> seen)
    {
        if (!seen.Add(rdd) || seen.Count > LongestChain)
        {
            return Closure.Unknown;
        }

        return rdd switch
        {
            ConditionalExpression either => Behind(either.Body, [.. seen]).Or(Behind(either.Otherwise, [.. seen])),
            NameExpression name => BehindName(name, seen),
            AttributeExpression { Name: "rdd" } member => scope.Flow.StepsOf(member.Value).Any(step => step.Call is { } call && scope.Flow.UdfCallIn(call) is not null) ? Closure.Unknown : Closure.Empty,
            CallExpression { Function: AttributeExpression member } call when IsMaker(member.Value) => OfMade(call, seen),
            CallExpression { Function: AttributeExpression member } call when RddMethods.Is(member.Name) => BehindMethod(call, member, seen),
            CallExpression call when scope.Module.ValueOf(call.Function) is { Kind: ValueKind.Function, Definition: FunctionDefinition function, Module: { } home } && home == scope.Module => BehindHelper(function, seen),
            _ => Closure.Unknown,
        };
    }

    private bool IsMaker(PythonExpression owner) =>
        scope.Module.ValueOf(owner).Kind is ValueKind.SparkContext or ValueKind.SparkSession or ValueKind.SqlContext or ValueKind.DataFrameReader
        || owner is AttributeExpression { Name: "sparkContext" };

    /// <summary>Data that the driver sends is in the tasks, not in their functions.</summary>
    private Closure OfMade(CallExpression call, HashSet<PythonNode> seen) => LintScope.NameOf(call) switch
    {
        "createDataFrame" when call.Arguments is [var rows, ..] && scope.Module.Is(rows, ValueKind.Rdd) => Behind(rows, seen),
        "union" => Closure.Unknown,
        _ => Closure.Empty,
    };

    private Closure BehindMethod(CallExpression call, AttributeExpression member, HashSet<PythonNode> seen)
    {
        var own = FunctionsOf(call);
        if (RddMethods.IsWide(member.Name))
        {
            return own; // A combiner runs on both sides of its shuffle.
        }

        if (RddMethods.IsKept(member.Name))
        {
            return Behind(member.Value, seen).Perhaps();
        }

        var others = RddMethods.JoinsTasks(member.Name) ? call.Arguments.Select(other => Behind(other, seen)) : [];
        return others.Aggregate(own.And(Behind(member.Value, seen)), (closure, other) => closure.And(other));
    }

    private Closure BehindName(NameExpression name, HashSet<PythonNode> seen)
    {
        Closure? joined = null;
        foreach (var binding in scope.Module.Reaching(name))
        {
            var found = binding switch
            {
                { Kind: BindingKind.Assignment, Source: { } source } => BehindAssigned(binding, source, [.. seen]),
                { Kind: BindingKind.Parameter, Scope.Node: FunctionDefinition function } when _functions.Values.ArgumentOf(function, binding) is { } argument => Behind(argument, [.. seen]),
                _ => Closure.Unknown,
            };
            joined = joined is null ? found : joined.Or(found);
        }

        return joined ?? Closure.Unknown;
    }

    /// <summary>What <c>rdd.cache()</c> as a statement of its own keeps counts as much as in the chain.</summary>
    private Closure BehindAssigned(Binding binding, PythonExpression source, HashSet<PythonNode> seen)
    {
        var found = Behind(source, seen);
        return binding.Uses.Exists(use => use.Parent is AttributeExpression { Parent: CallExpression } member && RddMethods.IsKept(member.Name)) ? found.Perhaps() : found;
    }

    private Closure BehindHelper(FunctionDefinition function, HashSet<PythonNode> seen)
    {
        var returns = scope.Module.Module.Below(function).OfType<ReturnStatement>().Where(statement => scope.Module.FunctionAround(statement) == function).ToList();
        return returns.Count == 0 ? Closure.Unknown : returns.Select(statement => statement.Value is { } value ? Behind(value, [.. seen]) : Closure.Unknown).Aggregate((left, right) => left.Or(right));
    }
}
