using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>Takes a setting out of the source.</summary>
internal static class SettingFixes
{
    public static LintFix? Remove(LintScope scope, CallExpression call, string title, FixSafety safety) => call.Parent switch
    {
        ExpressionStatement statement when LintScope.ReceiverOf(call) is not CallExpression => Edits.Remove(scope, statement, title, safety),
        AttributeExpression => Edits.RemoveCall(scope, call, title, safety),
        _ => null,
    };
}
