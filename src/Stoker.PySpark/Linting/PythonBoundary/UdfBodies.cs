using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>Looks into the functions that Spark runs in Python.</summary>
internal static class UdfBodies
{
    /// <summary>Where to point at: the function, where it is in this module, else what makes a UDF of it.</summary>
    public static PythonNode PlaceOf(LintScope scope, UdfDefinition udf) => udf.Body is FunctionDefinition function && IsHere(scope, function) ? function : udf.Site;

    /// <summary>The nodes of a function or lambda that is in this module.</summary>
    public static IEnumerable<PythonNode> NodesIn(LintScope scope, PythonNode? body) => body switch
    {
        FunctionDefinition function when IsHere(scope, function) => function.Body.SelectMany(statement => scope.Module.Module.Below(statement).Prepend(statement)),
        LambdaExpression lambda when IsHere(scope, lambda) => scope.Module.Module.Below(lambda.Body).Prepend(lambda.Body),
        _ => [],
    };

    public static IEnumerable<CallExpression> CallsIn(LintScope scope, PythonNode? body) => NodesIn(scope, body).OfType<CallExpression>();

    /// <summary>The function or lambda that an expression names, when it is in this module.</summary>
    public static PythonNode? Resolve(LintScope scope, PythonExpression function) =>
        scope.Module.ValueOf(function) is { Kind: ValueKind.Function, Definition: { } definition, Module: { } home } && home == scope.Module ? definition : null;

    public static IReadOnlyList<string> ParametersOf(PythonNode function) => function switch
    {
        FunctionDefinition definition => [.. definition.Parameters.PositionalOnly.Concat(definition.Parameters.Positional).Select(parameter => parameter.Name)],
        LambdaExpression lambda => [.. lambda.Parameters.Positional.Select(parameter => parameter.Name)],
        _ => [],
    };

    /// <summary>The functions given to methods of RDDs and DataFrames.</summary>
    public static IEnumerable<(CallExpression Call, PythonNode Function)> FunctionsGivenTo(LintScope scope, params string[] methods)
    {
        foreach (var call in scope.Module.CallsOf(methods))
        {
            var owner = LintScope.ReceiverOf(call);
            if (owner is not null && scope.Module.ValueOf(owner).Kind is ValueKind.Rdd or ValueKind.DataFrame && call.Arguments is [var function, ..] && Resolve(scope, function) is { } body)
            {
                yield return (call, body);
            }
        }
    }

    /// <summary>The names that a body reads from outside, each with the value bound there.</summary>
    public static IEnumerable<(NameExpression Name, PythonExpression Source)> OuterReads(LintScope scope, PythonNode? body)
    {
        var seen = new HashSet<string>();
        foreach (var name in NodesIn(scope, body).OfType<NameExpression>())
        {
            if (body is not null && !scope.Module.IsStore(name) && scope.Flow.SingleBinding(name) is { Kind: BindingKind.Assignment, Source: { } source } binding
                && !ResolvedModule.Contains(body, binding.Site) && seen.Add(name.Name))
            {
                yield return (name, source);
            }
        }
    }

    /// <summary>Whether a call of an iterator UDF stands before the loop over the batches.</summary>
    public static bool IsBeforeLoopOfIterator(LintScope scope, PythonNode? body, PythonNode call) =>
        body is FunctionDefinition function && NodesIn(scope, body).Any(node => node is YieldExpression or YieldFromExpression)
        && function.Body.OfType<ForStatement>().FirstOrDefault() is { } loop && call.Start < loop.Start;

    /// <summary>Whether the project says that UDFs go through Arrow.</summary>
    public static bool ArrowIsConfigured(LintScope scope) =>
        scope.Module.Project.Modules.Any(module => module.Module.Source.Text.Text.Contains("spark.sql.execution.pythonUDF.arrow.enabled", StringComparison.Ordinal));

    /// <summary>Whether a condition reads a column by name: in SQL text, <c>col("x")</c>, <c>df["x"]</c> or <c>df.x</c>.</summary>
    public static bool ReadsColumn(LintScope scope, PythonExpression condition, string column)
    {
        foreach (var node in scope.Module.Module.Below(condition).Prepend(condition))
        {
            var reads = node switch
            {
                ConstantExpression { Text: { } text } when node == condition => System.Text.RegularExpressions.Regex.IsMatch(text, $@"\b{System.Text.RegularExpressions.Regex.Escape(column)}\b"),
                ConstantExpression { Text: { } text, Parent: SubscriptExpression or CallExpression } => text == column,
                AttributeExpression member => member.Name == column && scope.Module.Is(member.Value, ValueKind.DataFrame),
                _ => false,
            };
            if (reads)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a node is of this module: a UDF may be made of a function that another one defines.</summary>
    public static bool IsHere(LintScope scope, PythonNode node) => node.Index < scope.Module.Module.Nodes.Count && scope.Module.Module.Nodes[node.Index] == node;
}
