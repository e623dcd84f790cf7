using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>What curing each finding would save of the wall time, by replays of the run without what it costs. Immutable.</summary>
public sealed class FindingSavings
{
    /// <summary>Tasks that are replayed at the most, so that a report of a large run does not wait: a second or two.</summary>
    private const long MostReplayedTasks = 10_000_000;

    /// <summary>Savings below this are a slot's cold start away from nothing, in ms.</summary>
    private const double LeastMs = 1;

    private readonly Dictionary<Finding, FindingSaving> _savings = new(ReferenceEqualityComparer.Instance);

    private FindingSavings()
    {
    }

    /// <summary>The saving of a finding; absent when it has no price, and where the replay contradicts the price.</summary>
    public FindingSaving? Of(Finding finding) => _savings.GetValueOrDefault(finding);

    /// <summary>The savings of findings, the first of which are replayed.</summary>
    /// <param name="program">The run.</param>
    /// <param name="findings">Its findings, the dearest first.</param>
    public static FindingSavings Of(ReplayableProgram program, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(findings);
        var (savings, predictor, reliefs) = (new FindingSavings(), new Predictor(program), new FindingReliefs(program.Application));
        var left = MostReplayedTasks;
        foreach (var finding in findings.Where(finding => finding.Cost is not null))
        {
            var taken = predictor.Refusal is null && left > 0 ? reliefs.Of(finding) : [];
            var replayed = taken.Count > 0 ? Replay(predictor, taken, finding.Cost) : null;
            left -= taken.Count > 0 ? 3 * program.Application.TaskAttemptCount : 0;
            if ((replayed ?? PriceOf(finding.Cost)) is { } saving && !Contradicts(saving, finding.Cost))
            {
                savings._savings[finding] = saving;
            }
        }

        return savings;
    }

    /// <summary>A replay with the expected share, and with the least and the most. What only evens tasks out has no share: there the price gives the bounds.</summary>
    private static FindingSaving? Replay(Predictor predictor, IReadOnlyList<StageRelief> reliefs, Cost? cost)
    {
        var expected = SavedMs(predictor, reliefs);
        var (low, high) = (SavedMs(predictor, [.. reliefs.Select(relief => relief with { ShareSaved = relief.LeastShareSaved ?? relief.ShareSaved })]), SavedMs(predictor, [.. reliefs.Select(relief => relief with { ShareSaved = relief.MostShareSaved ?? relief.ShareSaved })]));
        if (expected < LeastMs)
        {
            return null;
        }

        var bounds = reliefs.Any(relief => relief.EvenOut) && cost?.WallSeconds is { } wall ? wall : (Estimate?)null;

        // No replay says what a remedy costs that may cost more than it saves: its price does.
        var least = Math.Min(0, cost?.WallSeconds?.Low ?? 0);
        return new FindingSaving(
            Math.Max(least, Math.Min(Math.Min(low, expected) / 1000, least < 0 ? least : bounds?.Low ?? double.MaxValue)),
            expected / 1000,
            Math.Max(Math.Max(high, expected) / 1000, bounds?.High ?? 0),
            SavingBasis.Replayed);
    }

    /// <summary>Whether nothing fits both the replay and the price: one of them is wrong, and a reader who sees both believes neither.</summary>
    private static bool Contradicts(FindingSaving saving, Cost? cost) =>
        cost?.WallSeconds is { Expected: > 0 } wall && (saving.HighSeconds < wall.Low || saving.LowSeconds > wall.High);

    private static double SavedMs(Predictor predictor, IReadOnlyList<StageRelief> reliefs) => predictor.Self.ReplayedMs - predictor.SpanAfter(new ChangeSet { Reliefs = reliefs });

    private static FindingSaving? PriceOf(Cost? cost) => cost?.WallSeconds is { Expected: > 0 } wall ? new FindingSaving(wall.Low, wall.Expected, wall.High, SavingBasis.Priced) : null;
}
