using Stoker.Model.Stages;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>What a stage did in one run, all its attempts together.</summary>
internal sealed record StageWork
{
    public required StageId Id { get; init; }

    /// <summary>Call site, without what changes from run to run.</summary>
    public required string Place { get; init; }

    /// <summary>Operators in the order of the lineage; where the plan is known, those inside generated code too.</summary>
    public required IReadOnlyList<string> Operators { get; init; }

    /// <summary>Stages whose output it read and that ran, or whose output was there.</summary>
    public required int ParentCount { get; init; }

    public required StageFigures Figures { get; init; }

    /// <summary>Whether its last attempt ended before the log did.</summary>
    public bool IsFinished { get; init; } = true;

    /// <summary>Whether it reads storage, a range or a cache, and no other stage's output.</summary>
    public bool IsLeaf => ParentCount == 0;

    /// <summary>Equal for stages that do the same, whatever their number and size.</summary>
    public string Signature => $"{ParentCount}|{string.Join(',', Operators.Order(StringComparer.Ordinal))}";

    /// <summary>Equal also where Spark, or its version, chose another way for the same step: rows to Python one by one or as Arrow batches, groups by hash or by sorting.</summary>
    public string Role => $"{ParentCount}|{string.Join(',', Operators.Select(WorkText.Role).Order(StringComparer.Ordinal))}";
}
