using System.Globalization;
using Stoker.Findings;

namespace Stoker.PySpark.Linting;

/// <summary>PY000: a comment hides nothing. Found by the linter itself, after all other rules.</summary>
internal static class UnusedSuppression
{
    public static readonly LintRule Rule = new(
        "PY000", "unused-suppression", Severity.Info, "this suppression hides nothing, or lacks the reason that is asked for", "Remove the comment, or give its reason", static _ => []);

    /// <summary>What is wrong with a comment: an id that is no rule's, a missing reason, or that nothing is there to hide.</summary>
    /// <param name="rules">The ids that it names; none for all rules.</param>
    /// <param name="isUsed">Whether it hides something.</param>
    /// <param name="lacksReason">Whether it lacks a reason that is asked for.</param>
    public static string WhyOf(IReadOnlyList<string> rules, bool isUsed, bool lacksReason)
    {
        var unknown = rules.FirstOrDefault(id => !LintRules.All.Any(rule => rule.Id == id));
        return !isUsed && unknown is not null ? $"{unknown} is no rule; the nearest is {NearestTo(unknown)}"
            : lacksReason ? "it gives no reason"
            : "it hides nothing here";
    }

    /// <summary>The rule of that name, or with the id that shares most digits and is nearest in number.</summary>
    private static string NearestTo(string text) =>
        (LintRules.All.FirstOrDefault(rule => string.Equals(rule.Name, text, StringComparison.OrdinalIgnoreCase))
            ?? LintRules.All.OrderByDescending(rule => rule.Id.Zip(text).Count(pair => pair.First == pair.Second)).ThenBy(rule => Math.Abs(NumberOf(rule.Id) - NumberOf(text))).First()).Id;

    private static int NumberOf(string id) => int.TryParse(string.Concat(id.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
