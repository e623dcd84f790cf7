using Stoker.Diagnoses;
using Stoker.PySpark.Linting;

namespace Stoker.Explaining;

/// <summary>Use case: what a diagnosis or a lint rule means. Thread safe.</summary>
public static class ExplainRule
{
    /// <summary>Families of diagnoses by the letters of their ids, in the order in which they are listed.</summary>
    private static readonly (string Letters, string Title)[] Families =
    [
        ("SKEW", "Skew"), ("PART", "Partitions"), ("JOIN", "Joins"), ("SHUF", "Shuffles"), ("CACHE", "Caches"), ("PYTHON", "Python"), ("MEM", "Memory"),
        ("IO", "Input and output"), ("DRV", "Driver"), ("EXEC", "Executors"), ("CLUS", "Cluster"), ("SCHED", "Scheduling"), ("FAIL", "Failures"), ("STRM", "Streaming"),
        ("PLAN", "Plans"), ("CONF", "Settings"), ("LOG", "The log itself"),
    ];

    /// <summary>Families of lint rules by their first number.</summary>
    private static readonly (int First, string Title)[] LintFamilies =
    [
        (120, "Source: session, settings and driver"), (110, "Source: caches"), (90, "Source: reading and writing"), (70, "Source: shuffles, sorts, aggregates, windows"),
        (55, "Source: joins"), (41, "Source: plans that grow"), (20, "Source: Python's boundary"), (0, "Source: what the driver asks for"),
    ];

    /// <summary>Every diagnosis by family, then every lint rule.</summary>
    public static IReadOnlyList<ExplainedRule> All { get; } =
    [
        .. DiagnosisCatalogue.Titles
            .Select(title => (Title: title, Place: Array.FindIndex(Families, family => family.Letters == LettersOf(title.Id))))
            .OrderBy(entry => entry.Place < 0 ? Families.Length : entry.Place).ThenBy(entry => entry.Title.Id, StringComparer.Ordinal)
            .Select(entry => new ExplainedRule(entry.Title.Id, null, entry.Title.Title, entry.Place < 0 ? LettersOf(entry.Title.Id) : Families[entry.Place].Title, IsDiagnosis: true)),
        .. LintRules.All.Select(rule => new ExplainedRule(rule.Id, rule.Name, rule.Summary, FamilyOf(rule), IsDiagnosis: false)),
    ];

    /// <summary>The rule of an id or name, whatever its case; null when there is none.</summary>
    public static ExplainedRule? Find(string idOrName)
    {
        ArgumentNullException.ThrowIfNull(idOrName);
        return All.FirstOrDefault(rule => rule.Id.Equals(idOrName, StringComparison.OrdinalIgnoreCase) || idOrName.Equals(rule.Name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The rules whose ids begin alike, such as all of <c>SKEW</c> or <c>PY04</c>; empty when there is none.</summary>
    public static IReadOnlyList<ExplainedRule> Beginning(string letters)
    {
        ArgumentNullException.ThrowIfNull(letters);
        return letters.Length < 2 ? [] : [.. All.Where(rule => rule.Id.StartsWith(letters, StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>The page of a rule as Markdown.</summary>
    public static string PageOf(ExplainedRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.IsDiagnosis
            ? DiagnosisCatalogue.PageOf(rule.Id) ?? throw new InvalidOperationException($"{rule.Id} has no page: docs/diagnoses/{rule.Id}.md was not built in.")
            : LintRules.ReadPage(rule.Id);
    }

    /// <summary>What a configuration file may set for a rule; empty for most lint rules and some diagnoses.</summary>
    public static IReadOnlyList<DiagnosisThreshold> ThresholdsOf(ExplainedRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.IsDiagnosis ? DiagnosisCatalogue.ThresholdsOf(rule.Id) : [];
    }

    private static string LettersOf(string id) => id.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static string FamilyOf(LintRule rule)
    {
        var number = int.Parse(rule.Id.AsSpan(2), System.Globalization.CultureInfo.InvariantCulture);
        return LintFamilies.First(family => number >= family.First).Title;
    }
}
