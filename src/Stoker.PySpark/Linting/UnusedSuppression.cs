using Stoker.Findings;

namespace Stoker.PySpark.Linting;

/// <summary>PY000: a comment hides nothing. Found by the linter itself, after all other rules.</summary>
internal static class UnusedSuppression
{
    public static readonly LintRule Rule = new(
        "PY000", "unused-suppression", Severity.Info, "this suppression hides nothing, or lacks the reason that is asked for", "Remove the comment, or give its reason", static _ => []);
}
