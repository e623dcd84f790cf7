namespace Stoker.PySpark.Linting;

/// <summary>All rules, in the order of their ids, and their pages.</summary>
public static partial class LintRules
{
    private static readonly Lazy<IReadOnlyList<LintRule>> Ordered = new(() => [.. Everything().OrderBy(rule => rule.Id, StringComparer.Ordinal)]);

    /// <summary>All rules.</summary>
    public static IReadOnlyList<LintRule> All => Ordered.Value;

    /// <summary>The rule of an id or name, whatever its case; absent when there is none.</summary>
    public static LintRule? Find(string idOrName) =>
        All.FirstOrDefault(rule => rule.Id.Equals(idOrName, StringComparison.OrdinalIgnoreCase) || rule.Name.Equals(idOrName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The page of a rule, in Markdown.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static string ReadPage(string id)
    {
        using var stream = typeof(LintRules).Assembly.GetManifestResourceStream($"Stoker.PySpark.Pages.{id}.md")
            ?? throw new ArgumentException($"There is no lint rule '{id}'; rules are PY000 to {All[^1].Id}.", nameof(id));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
