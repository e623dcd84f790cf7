using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PythonBoundary;

/// <summary>
/// Whether the body of a UDF plainly has a native form. It accepts less than the rewriter does: one expression of arithmetic, comparisons, conditions and
/// string methods whose Spark twins everybody knows.
/// </summary>
internal static class NativeForm
{
    private static readonly HashSet<string> TextMethods = ["lower", "upper", "strip", "lstrip", "rstrip", "replace", "startswith", "endswith", "split"];
    private static readonly HashSet<string> Builtins = ["len", "abs", "str", "int", "float", "round", "max", "min", "bool"];

    /// <summary>Whether it has, and the construct that decided.</summary>
    public static (bool IsNative, string Reason) Verdict(LintScope scope, UdfDefinition udf)
    {
        if (udf.Kind == UdfKind.Pandas || udf.Body is null || !UdfBodies.NodesIn(scope, udf.Body).Any())
        {
            return (false, "not a scalar function of this file");
        }

        var refused = UdfBodies.NodesIn(scope, udf.Body).FirstOrDefault(node => !IsPlain(scope, udf.Body, node));
        return refused is not null ? (false, scope.Short(refused)) : (true, Summary(scope, udf.Body));
    }

    private static string Summary(LintScope scope, PythonNode body) => body is LambdaExpression lambda ? scope.Short(lambda.Body) : scope.Short(((FunctionDefinition)body).Body[^1]);

    private static bool IsPlain(LintScope scope, PythonNode body, PythonNode node) => node switch
    {
        ConstantExpression or ReturnStatement or IfStatement or CompareExpression or BooleanExpression or ConditionalExpression or UnaryExpression or KeywordArgument or TupleExpression or ListExpression => true,
        ExpressionStatement { Value: ConstantExpression { Kind: ConstantKind.Text } } => true,
        BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide } => true,
        AssignStatement { Targets: [NameExpression] } => true,
        NameExpression name => IsLocal(scope, body, name) || (name.Parent is CallExpression call && call.Function == name && Builtins.Contains(name.Name) && scope.Module.Reaching(name).Count == 0),
        AttributeExpression member => member.Parent is CallExpression method && method.Function == member && TextMethods.Contains(member.Name),
        CallExpression { Function: NameExpression name } => Builtins.Contains(name.Name),
        CallExpression { Function: AttributeExpression member, Keywords.Count: 0 } => TextMethods.Contains(member.Name),
        SubscriptExpression { Key: ConstantExpression or SliceExpression } => true,
        SliceExpression => true,
        _ => false,
    };

    private static bool IsLocal(LintScope scope, PythonNode body, NameExpression name) =>
        scope.Module.IsStore(name) || (scope.Module.Reaching(name) is { Count: > 0 } bindings && bindings.TrueForAll(binding => ResolvedModule.Contains(body, binding.Site)));
}
