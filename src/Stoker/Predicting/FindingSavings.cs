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

    /// <summary>The savings of findings, the first of which are replayed. The same for any number of threads.</summary>
    /// <param name="program">The run.</param>
    /// <param name="findings">Its findings, the dearest first.</param>
    /// <param name="jobs">Threads; absent for one on each core.</param>
    /// <param name="cancellationToken">Stops the replays.</param>
    public static FindingSavings Of(ReplayableProgram program, IReadOnlyList<Finding> findings, int? jobs = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(findings);
        var first = new Predictor(program);
        var priced = findings.Where(finding => finding.Cost is not null).ToList();
        var reliefs = Chosen(program, priced, first);
        var replays = reliefs.SelectMany(Variants).ToList();
        var savedMs = new double[replays.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = jobs ?? Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, replays.Count, options, () => new Predictor(first), (each, _, predictor) =>
        {
            savedMs[each] = predictor.Self.ReplayedMs - predictor.SpanAfter(new ChangeSet { Reliefs = replays[each] });
            return predictor;
        }, _ => { });

        var (savings, at) = (new FindingSavings(), 0);
        for (var each = 0; each < priced.Count; each++)
        {
            var own = savedMs.AsSpan(at, Variants(reliefs[each]).Count);
            at += own.Length;
            var replayed = own.Length > 0 ? Replayed(own, reliefs[each], priced[each].Cost) : null;
            if ((replayed ?? PriceOf(priced[each].Cost)) is { } saving && !Contradicts(saving, priced[each].Cost))
            {
                savings._savings[priced[each]] = saving;
            }
        }

        return savings;
    }

    /// <summary>What curing each finding takes away; nothing where it is not replayed.</summary>
    private static List<IReadOnlyList<StageRelief>> Chosen(ReplayableProgram program, List<Finding> findings, Predictor predictor)
    {
        var (reliefs, left) = (new FindingReliefs(program.Application), predictor.Refusal is null ? MostReplayedTasks : 0);
        return [.. findings.Select(Take)];

        IReadOnlyList<StageRelief> Take(Finding finding)
        {
            var taken = left > 0 ? reliefs.Of(finding) : [];
            left -= Variants(taken).Count * program.Application.TaskAttemptCount;
            return taken;
        }
    }

    /// <summary>The reliefs with the expected share, and with the least and the most where these differ: what only evens tasks out has no share.</summary>
    private static List<IReadOnlyList<StageRelief>> Variants(IReadOnlyList<StageRelief> reliefs)
    {
        List<IReadOnlyList<StageRelief>> variants = reliefs.Count > 0 ? [reliefs] : [];
        if (reliefs.Any(relief => relief.LeastShareSaved is not null || relief.MostShareSaved is not null))
        {
            variants.Add([.. reliefs.Select(relief => relief with { ShareSaved = relief.LeastShareSaved ?? relief.ShareSaved })]);
            variants.Add([.. reliefs.Select(relief => relief with { ShareSaved = relief.MostShareSaved ?? relief.ShareSaved })]);
        }

        return variants;
    }

    /// <summary>The saving by replays with the expected share, and the least and the most. What only evens tasks out has no share: there the price gives the bounds.</summary>
    private static FindingSaving? Replayed(ReadOnlySpan<double> savedMs, IReadOnlyList<StageRelief> reliefs, Cost? cost)
    {
        var expected = savedMs[0];
        var (low, high) = savedMs.Length > 1 ? (savedMs[1], savedMs[2]) : (expected, expected);
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

    private static FindingSaving? PriceOf(Cost? cost) => cost?.WallSeconds is { Expected: > 0 } wall ? new FindingSaving(wall.Low, wall.Expected, wall.High, SavingBasis.Priced) : null;
}
