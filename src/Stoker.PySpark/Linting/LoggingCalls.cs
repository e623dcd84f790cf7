using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>Recognises values that are only printed or logged.</summary>
internal static class LoggingCalls
{
    private static readonly HashSet<string> Levels = ["info", "debug", "warning", "warn", "error", "critical", "exception", "log", "success", "trace"];

    /// <summary>Whether an expression ends up in a message and nowhere else.</summary>
    public static bool IsLogged(PythonExpression expression)
    {
        PythonNode at = expression;
        while (at.Parent is FormattedValue or FormattedString or KeywordArgument or TupleExpression
            || at.Parent is BinaryExpression { Operator: BinaryOperator.Add or BinaryOperator.Modulo }
            || (at.Parent is CallExpression { Function: NameExpression { Name: "str" or "format" or "repr" } } && at.Parent is CallExpression inner && inner.Function != at)
            || (at.Parent is CallExpression { Function: AttributeExpression { Name: "format" } } text && text.Function != at))
        {
            at = at.Parent;
        }

        return at.Parent switch
        {
            CallExpression { Function: NameExpression { Name: "print" } } call => call.Function != at,
            CallExpression { Function: AttributeExpression { Name: var name, Value: var owner } } call => call.Function != at && Levels.Contains(name) && IsLogger(owner),
            _ => false,
        };
    }

    private static bool IsLogger(PythonExpression owner)
    {
        var name = owner switch
        {
            NameExpression plain => plain.Name,
            AttributeExpression member => member.Name,
            CallExpression call => LintScope.NameOf(call),
            _ => "",
        };
        return name.Contains("log", StringComparison.OrdinalIgnoreCase);
    }
}
