using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting;

/// <summary>A place at which a rule fires.</summary>
/// <param name="Node">What to point at.</param>
/// <param name="Confidence">How sure the types are on which the rule rests.</param>
internal sealed record LintMatch(PythonNode Node, Confidence Confidence)
{
    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    public LintFix? Fix { get; init; }

    /// <summary>What to point at where no node stands there, such as a line of a SQL cell.</summary>
    public (int Start, int End)? Span { get; init; }

    /// <summary>Other than the rule's own severity, where the rule says so.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Whether it is about jobs that the node itself starts, such as those of schema inference, and not about what is computed later.</summary>
    public bool IsEager { get; init; }

    /// <summary>Other places that belong to it, such as the line that made the frame.</summary>
    public IReadOnlyList<PythonNode> Related { get; init; } = [];

    /// <summary>The same with one more piece of evidence.</summary>
    public LintMatch With(string name, string text) => this with { Evidence = [.. Evidence, EvidenceItem.Of(name, text)] };

    /// <summary>The same with a count as evidence.</summary>
    public LintMatch With(string name, long count) => this with { Evidence = [.. Evidence, EvidenceItem.Of(name, count, EvidenceUnit.Count)] };

    /// <summary>The same, no surer than <paramref name="limit"/>.</summary>
    public LintMatch AtMost(Confidence limit) => Confidence <= limit ? this : this with { Confidence = limit };
}
