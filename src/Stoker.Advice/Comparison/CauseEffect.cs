using Stoker.Advice.Comparison.Changes;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>What one cause adds to the second run; negative where it takes away. All of a comparison add up to the difference.</summary>
public sealed record CauseEffect
{
    /// <summary>The cause.</summary>
    public required DifferenceCause Cause { get; init; }

    /// <summary>Wall time.</summary>
    public required Milliseconds Wall { get; init; }

    /// <summary>Core time: of tasks, and for <see cref="DifferenceCause.IdleSlots"/> of slots that ran none.</summary>
    public required Milliseconds Core { get; init; }

    /// <summary>Numbers that show it.</summary>
    public IReadOnlyList<ComparedQuantity> Evidence { get; init; } = [];

    /// <summary>The stage that it concerns most; absent where it concerns none.</summary>
    public StagePair? Stage { get; init; }

    /// <summary>For another plan, operators that only the first run has, by name.</summary>
    public IReadOnlyList<string> OperatorsBefore { get; init; } = [];

    /// <summary>For another plan, operators that only the second run has.</summary>
    public IReadOnlyList<string> OperatorsAfter { get; init; } = [];

    /// <summary>Hosts that it concerns; empty where it concerns none in particular.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Settings that differ and can bring it about.</summary>
    public IReadOnlyList<SettingDifference> Settings { get; init; } = [];
}
