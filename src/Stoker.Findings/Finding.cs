using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;

namespace Stoker.Findings;

/// <summary>Something that costs time, or may; of a run (a diagnosis) or of Python source (a lint rule). Immutable.</summary>
public sealed record Finding
{
    /// <summary>Permanent id, such as <c>SKEW001</c> or <c>PY012</c>; never reused.</summary>
    public required string Id { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Why it is graded lower than its share of the run alone would be, or higher than its price: half a sentence without a full stop. Absent when it is neither.</summary>
    public string? SeverityReason { get; init; }

    /// <summary>How sure it is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Why the confidence is not high: half a sentence without a full stop. Absent when it is, and where a rule of source says it by its message.</summary>
    public string? Doubt { get; init; }

    /// <summary>The most specific place that the evidence names.</summary>
    public required Place Place { get; init; }

    /// <summary>Other places that belong to it: the stage of a plan node, the call site of a job, the line that made a frame.</summary>
    public IReadOnlyList<Place> RelatedPlaces { get; init; } = [];

    /// <summary>What it rests on.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    /// <summary>What it costs; absent when that is not known, which is not the same as nothing.</summary>
    public Cost? Cost { get; init; }

    /// <summary>The finding that this one follows from.</summary>
    public FindingReference? CausedBy { get; init; }

    /// <summary>The findings that follow from this one.</summary>
    public IReadOnlyList<FindingReference> Consequences { get; init; } = [];

    /// <summary>
    /// The findings that the one change of this one would remove. <see cref="Cost"/> is then the sum of theirs, shown again and not spent again.
    /// </summary>
    public IReadOnlyList<FindingReference> Groups { get; init; } = [];

    /// <summary>What to do, the best first.</summary>
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];

    /// <summary>The page that explains it.</summary>
    public string Page => FindingPages.PathOf(Id);
}
