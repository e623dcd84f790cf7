using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>The settings that a module makes in code.</summary>
internal static class SettingCalls
{
    /// <summary>Each call that sets a key: <c>spark.conf.set</c>, <c>builder.config</c>, <c>SparkConf.set</c>; values of variables are followed.</summary>
    public static IEnumerable<(CallExpression Call, string Key, PythonExpression Value, Confidence Confidence)> In(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.RuntimeConfig, "set").Concat(scope.CallsOn(ValueKind.SessionBuilder, "config")).Concat(scope.CallsOn(ValueKind.SparkConf, "set")).Concat(scope.CallsOn(ValueKind.SqlContext, "setConf")))
        {
            if ((LintScope.Argument(call, 0, "key") ?? null) is { } key && scope.Flow.TextOf(key) is { } text && LintScope.Argument(call, 1, "value") is { } value)
            {
                yield return (call, text.Trim(), scope.Flow.Followed(value) ?? value, confidence);
            }
        }
    }

    /// <summary>Whether the call sets a live session rather than one that is being built.</summary>
    public static bool IsLive(LintScope scope, CallExpression call) => LintScope.ReceiverOf(call) is { } receiver && scope.Module.ValueOf(receiver).Kind is ValueKind.RuntimeConfig or ValueKind.SqlContext;

    /// <summary>The whole number that a value is, also as text.</summary>
    public static long? Number(PythonExpression value) => value switch
    {
        ConstantExpression { Integer: { } number } => number,
        ConstantExpression { Text: { } text } when long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        UnaryExpression { Operator: UnaryOperator.Minus, Operand: ConstantExpression { Integer: { } number } } => -number,
        BinaryExpression { Operator: BinaryOperator.Multiply, Left: var left, Right: var right } when Number(left) is { } first && Number(right) is { } second => first * second,
        _ => null,
    };
}
