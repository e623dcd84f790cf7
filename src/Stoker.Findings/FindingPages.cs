namespace Stoker.Findings;

/// <summary>Where the page of an id is.</summary>
public static class FindingPages
{
    /// <summary>The page within the repository: <c>docs/lint/PY012.md</c> or <c>docs/diagnoses/SKEW001.md</c>.</summary>
    public static string PathOf(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        var isLint = id.Length == 5 && id.StartsWith("PY", StringComparison.Ordinal) && char.IsAsciiDigit(id[2]);
        return $"docs/{(isLint ? "lint" : "diagnoses")}/{id}.md";
    }
}
