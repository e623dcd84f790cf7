using System.Runtime.InteropServices;
using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// Shares slot time and the critical path out to candidates, rank by rank; within a rank in proportion to what is asked. No cell is granted
/// twice, so all grants together never exceed what there was.
/// </summary>
internal sealed class Settlement
{
    private readonly CostLedger _ledger;
    private readonly PathLengths _path;
    private readonly IReadOnlyList<StageWork> _stages;
    private readonly Dictionary<Cell, double> _left;
    private readonly Dictionary<(bool IsGap, int Scope), double> _wallLeft = [];

    /// <summary>By stage: the longest end that anyone asks for. Without it the work of the stage runs on all slots.</summary>
    private readonly Dictionary<int, double> _tails = [];

    /// <summary>Stages by their end, and where each of them is among these.</summary>
    private readonly StageWork[] _byEnd;
    private readonly int[] _positions;

    private Settlement(CostLedger ledger, PathLengths path, IReadOnlyList<StageWork> stages)
    {
        (_ledger, _path, _stages) = (ledger, path, stages);
        _left = new Dictionary<Cell, double>(ledger.Cells);
        _byEnd = [.. stages.OrderBy(stage => stage.EndMs)];
        _positions = new int[stages.Count];
        for (var position = 0; position < _byEnd.Length; position++)
        {
            _positions[_byEnd[position].Index] = position;
        }
    }

    public static void Settle(IEnumerable<Candidate> candidates, CostLedger ledger, PathLengths path, IReadOnlyList<StageWork> stages)
    {
        var settlement = new Settlement(ledger, path, stages);
        foreach (var rank in candidates.GroupBy(candidate => candidate.Diagnosis.Rank).OrderBy(group => group.Key))
        {
            settlement.Settle([.. rank]);
        }
    }

    private void Settle(List<Candidate> rank)
    {
        var factors = CellFactors(rank);
        var granted = new Dictionary<(Candidate, int Stage), Estimate>();
        foreach (var candidate in rank)
        {
            foreach (var claim in candidate.Suspicion.CellClaims)
            {
                var grant = Scale(claim.Milliseconds, factors[claim.Cell], _ledger[claim.Cell]);
                _left[claim.Cell] = Math.Max(0, _left.GetValueOrDefault(claim.Cell) - grant.Expected);
                candidate.Core += grant;
                if (!claim.Cell.IsGap)
                {
                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(granted, (candidate, claim.Cell.Scope), out var exists);
                    sum = exists ? sum + grant : grant;
                }
            }
        }

        SettleWall(rank, granted);
    }

    private Dictionary<Cell, double> CellFactors(List<Candidate> rank)
    {
        var asked = new Dictionary<Cell, double>();
        foreach (var claim in rank.SelectMany(candidate => candidate.Suspicion.CellClaims))
        {
            asked[claim.Cell] = asked.GetValueOrDefault(claim.Cell) + claim.Milliseconds.Expected;
        }

        return asked.ToDictionary(pair => pair.Key, pair => Factor(_left.GetValueOrDefault(pair.Key), pair.Value));
    }

    private void SettleWall(List<Candidate> rank, Dictionary<(Candidate, int Stage), Estimate> granted)
    {
        FindTails(rank);
        List<(Candidate Candidate, (bool, int) Key, Estimate Asked)> asks = [];
        foreach (var candidate in rank)
        {
            foreach (var claim in candidate.Suspicion.WallClaims.Distinct())
            {
                if (AskOf(candidate, claim, granted) is { } asked)
                {
                    asks.Add((candidate, (claim.Kind == WallKind.Gap, claim.Scope), asked));
                }
            }
        }

        foreach (var scope in asks.GroupBy(ask => ask.Key))
        {
            var all = Available(scope.Key.Item1, scope.Key.Item2);
            var left = _wallLeft.GetValueOrDefault(scope.Key, all);
            var factor = Factor(left, scope.Sum(ask => ask.Asked.Expected));
            foreach (var (candidate, _, asked) in scope)
            {
                var grant = Scale(asked, factor, all);
                left = Math.Max(0, left - grant.Expected);
                candidate.Wall += grant;
            }

            _wallLeft[scope.Key] = left;
        }
    }

    private void FindTails(List<Candidate> rank)
    {
        foreach (var claim in rank.SelectMany(candidate => candidate.Suspicion.WallClaims).Where(claim => claim is { Kind: WallKind.Tail, Milliseconds: not null }))
        {
            _tails[claim.Scope] = Math.Max(_tails.GetValueOrDefault(claim.Scope), claim.Milliseconds.GetValueOrDefault().Expected);
        }
    }

    private Estimate? AskOf(Candidate candidate, WallClaim claim, Dictionary<(Candidate, int Stage), Estimate> granted)
    {
        var available = Available(claim.Kind == WallKind.Gap, claim.Scope);
        if (available <= 0)
        {
            return null;
        }

        if (claim.Kind == WallKind.Area)
        {
            if (!granted.TryGetValue((candidate, claim.Scope), out var core))
            {
                return null;
            }

            var stage = _stages[claim.Scope];
            var withoutTail = Math.Max(1, stage.WallMs - _tails.GetValueOrDefault(claim.Scope));
            var busySlots = claim.BusySlots ?? Math.Max(1, stage.BusyMs / withoutTail);
            return Capped(Scale(core, 1 / busySlots, double.MaxValue), available);
        }

        var limit = claim.Kind == WallKind.Tail ? Math.Min(available, Slack(_stages[claim.Scope])) : available;
        return Capped(claim.Milliseconds ?? Estimate.Exactly(0), limit);
    }

    /// <summary>The path inside a stage or a gap.</summary>
    private double Available(bool isGap, int scope) => isGap
        ? _path.GapMilliseconds(_ledger.Gaps[scope].StartMs, _ledger.Gaps[scope].EndMs)
        : _path.MillisecondsIn(_stages[scope]);

    /// <summary>How much earlier a stage can end before another one that ran beside it becomes the last.</summary>
    private double Slack(StageWork stage)
    {
        var position = _positions[stage.Index];
        while (position + 1 < _byEnd.Length && _byEnd[position + 1].EndMs == stage.EndMs)
        {
            position++;
        }

        for (; position >= 0 && _byEnd[position].EndMs > stage.StartMs; position--)
        {
            if (_byEnd[position] is var other && other.Index != stage.Index && other.StartMs < stage.EndMs)
            {
                return stage.EndMs - other.EndMs;
            }
        }

        return stage.EndMs - stage.StartMs;
    }

    private static double Factor(double left, double asked) => asked <= left || asked <= 0 ? 1 : Math.Max(0, left) / asked;

    private static Estimate Capped(Estimate estimate, double limit) =>
        new(Math.Min(estimate.Low, limit), Math.Min(estimate.Expected, limit), Math.Min(estimate.High, limit));

    private static Estimate Scale(Estimate estimate, double factor, double limit) =>
        new(Math.Min(estimate.Low * factor, limit), Math.Min(estimate.Expected * factor, limit), Math.Min(estimate.High * factor, limit));
}
