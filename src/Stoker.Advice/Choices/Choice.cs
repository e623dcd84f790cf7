using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Advice.Choices;

/// <summary>
/// A choice that whoever submits an application makes, whether knowingly or not, and what its log says of it. None of them is made in a file that is
/// deployed unread: each depends on something beside the log.
/// </summary>
public sealed record Choice
{
    /// <summary>What it is about.</summary>
    public required ChoiceSubject Subject { get; init; }

    /// <summary>Whether it should be thought over.</summary>
    public required ChoiceVerdict Verdict { get; init; }

    /// <summary>Why: sentences, the change first where there is one.</summary>
    public required string Reason { get; init; }

    /// <summary>What must hold before it is made; absent when nothing must.</summary>
    public string? Precondition { get; init; }

    /// <summary>Settings that go together, by key; those that the Spark of the run has and that have another value. Empty where it stays.</summary>
    public IReadOnlyList<ChosenSetting> Settings { get; init; } = [];

    /// <summary>Executors after it; absent where their number stays.</summary>
    public int? Executors { get; init; }

    /// <summary>Slots of each executor after it; absent where they stay.</summary>
    public int? CoresPerExecutor { get; init; }

    /// <summary>The numbers that it rests on.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    /// <summary>Wall time that it would save, in seconds; absent where no number can be given, or a replay gives one.</summary>
    public Estimate? SavedWallSeconds { get; init; }

    /// <summary>Why no saving is predicted; absent where one is, where a replay tells it, or where it stays.</summary>
    public string? NoSaving { get; init; }
}
