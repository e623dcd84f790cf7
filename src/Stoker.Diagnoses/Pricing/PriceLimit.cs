using Stoker.Diagnoses.Ledger;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// What a finding can save at most, whatever it is said to save: what there is where it asks. Work that goes away takes its stage with it, and no more. Who
/// spreads the work of a stage saves the wait for its last tasks, as far as an even share of that work is shorter. Who takes away a pause saves the pause.
/// </summary>
internal static class PriceLimit
{
    /// <summary>Most slot time and most wall time of a candidate and of what follows from it, ms.</summary>
    public static (double CoreMs, double WallMs) Of(Candidate candidate, Inspection inspection)
    {
        List<Suspicion> suspicions = [candidate.Suspicion, .. candidate.Consequences.Select(consequence => consequence.Suspicion)];

        // A giant group also costs more than its share: it is collected, sorted and spilled as one. Twins without it had half of the CPU time.
        var isGiant = candidate.Diagnosis.Id.StartsWith("SKEW", StringComparison.Ordinal);
        return (CoreMs(suspicions, inspection.Ledger, isGiant), WallMs(suspicions, inspection, isGiant));
    }

    private static double CoreMs(List<Suspicion> suspicions, CostLedger ledger, bool isGiant)
    {
        var cells = new HashSet<Cell>();
        var spread = new Dictionary<Cell, double>();
        foreach (var suspicion in suspicions)
        {
            var tails = suspicion.WallClaims.Where(claim => claim.Kind == WallKind.Tail).Select(claim => claim.Scope).ToHashSet();
            var works = suspicion.WallClaims.Where(claim => claim.Kind is WallKind.Area or WallKind.Attempts).Select(claim => claim.Scope).ToHashSet();
            foreach (var claim in suspicion.CellClaims)
            {
                var cell = claim.Cell;
                if (!isGiant && !cell.IsGap && tails.Contains(cell.Scope) && (IsIdle(cell.Bucket) || !works.Contains(cell.Scope)))
                {
                    spread[cell] = spread.GetValueOrDefault(cell) + claim.Milliseconds.High;
                }
                else
                {
                    cells.UnionWith(cell.IsGap ? [cell] : AllOf(cell, isGiant));
                }
            }
        }

        return cells.Sum(cell => ledger[cell]) + spread.Where(pair => !cells.Contains(pair.Key)).Sum(pair => Math.Min(pair.Value, ledger[pair.Key]));
    }

    /// <summary>Work that goes away leaves its stage's slots free of it and of what they waited for; slots that nobody needs are free of waiting alone.</summary>
    private static IEnumerable<Cell> AllOf(Cell cell, bool isGiant)
    {
        for (var bucket = IsIdle(cell.Bucket) && !isGiant ? Bucket.IdleTail : Bucket.FetchWait; bucket <= Bucket.IdleSurplus; bucket++)
        {
            yield return cell with { Bucket = bucket };
        }
    }

    private static bool IsIdle(Bucket bucket) => bucket is Bucket.IdleTail or Bucket.IdleWait or Bucket.IdleSurplus;

    private static double WallMs(List<Suspicion> suspicions, Inspection inspection, bool isGiant)
    {
        var sum = 0.0;
        foreach (var scope in suspicions.SelectMany(suspicion => suspicion.WallClaims).GroupBy(claim => (IsGap: claim.Kind == WallKind.Gap, claim.Scope)))
        {
            double path = scope.Key.IsGap
                ? inspection.Path.GapMilliseconds(inspection.Ledger.Gaps[scope.Key.Scope].StartMs, inspection.Ledger.Gaps[scope.Key.Scope].EndMs)
                : inspection.Path.MillisecondsIn(inspection.Stages[scope.Key.Scope]);
            sum += !isGiant && scope.All(claim => claim.Kind == WallKind.Tail) ? Math.Min(path, scope.Max(claim => claim.Milliseconds?.High ?? 0)) : path;
        }

        return sum;
    }
}
