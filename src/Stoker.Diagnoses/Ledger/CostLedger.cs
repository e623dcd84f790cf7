using Stoker.Diagnoses.Work;

namespace Stoker.Diagnoses.Ledger;

/// <summary>
/// All slot time of the application's window, booked once: the cells sum to the supply of slots. Immutable.
/// </summary>
internal sealed class CostLedger
{
    private readonly Dictionary<Cell, double> _cells;

    private CostLedger(Dictionary<Cell, double> cells, IReadOnlyList<Gap> gaps, double supplyMs, double overbookedMs)
    {
        _cells = cells;
        Gaps = gaps;
        SupplyMs = supplyMs;
        OverbookedMs = overbookedMs;
    }

    /// <summary>Slots × time that their executors lived.</summary>
    public double SupplyMs { get; }

    /// <summary>Task time beyond the slots there were: clocks that disagree, or tasks of unknown executors. Task time was scaled down by it.</summary>
    public double OverbookedMs { get; }

    /// <summary>Spans without an active stage, in order.</summary>
    public IReadOnlyList<Gap> Gaps { get; }

    /// <summary>Position of the first gap that ends behind a time; the number of gaps when there is none.</summary>
    public int FirstGapBehind(long timeMs)
    {
        var (low, high) = (0, Gaps.Count);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Gaps[middle].EndMs <= timeMs ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The cells.</summary>
    public IReadOnlyDictionary<Cell, double> Cells => _cells;

    /// <summary>Slot time in a cell, ms.</summary>
    public double this[Cell cell] => _cells.GetValueOrDefault(cell);

    /// <summary>Slot time of a stage in a bucket, ms.</summary>
    public double Of(StageWork stage, Bucket bucket) => this[Cell.OfStage(stage.Index, bucket)];

    /// <summary>Slot time in a bucket over all scopes, ms.</summary>
    public double Total(Bucket bucket) => _cells.Where(pair => pair.Key.Bucket == bucket).Sum(pair => pair.Value);

    /// <summary>Books the slot time of an application.</summary>
    public static CostLedger Of(IReadOnlyList<StageWork> stages, SlotCurve curve)
    {
        var cells = new Dictionary<Cell, double>();
        var idle = IdleTime.Of(stages, curve, cells);
        var busy = 0.0;
        foreach (var stage in stages)
        {
            busy += stage.BusyMs;
        }

        var supply = curve.Supply(curve.StartMs, curve.EndMs);
        var room = Math.Max(0, supply - idle.IdleMs);
        var scale = busy > 0 ? room / busy : 0;
        foreach (var stage in stages)
        {
            Book(stage, scale, cells);
        }

        // Without any busy time to take it, what rounding of the clipped edges leaves is the application's own.
        return new CostLedger(cells, idle.Gaps, supply, Math.Max(0, busy - room));
    }

    private static void Book(StageWork stage, double scale, Dictionary<Cell, double> cells)
    {
        var overhead = Math.Min(stage.OverheadMs, stage.DurationMs);
        var run = stage.DurationMs - overhead;
        var fetch = (double)stage.FetchWaitMs;
        var gc = (double)stage.GcMs;
        var python = Math.Min(stage.PythonMs, Math.Max(0, run - fetch - gc));
        var spill = stage.SpillMs;
        var write = (double)stage.ShuffleWriteMs;
        var parts = fetch + gc + python + spill + write;
        var shrink = parts > run && parts > 0 ? run / parts : 1;
        Add(Bucket.FetchWait, fetch * shrink);
        Add(Bucket.GarbageCollection, gc * shrink);
        Add(Bucket.Python, python * shrink);
        Add(Bucket.Spill, spill * shrink);
        Add(Bucket.ShuffleWrite, write * shrink);
        Add(Bucket.Compute, Math.Max(0, run - (parts * shrink)));
        Add(Bucket.Overhead, overhead);
        Add(Bucket.Lost, stage.LostMs);

        void Add(Bucket bucket, double milliseconds)
        {
            if (milliseconds > 0)
            {
                cells[Cell.OfStage(stage.Index, bucket)] = milliseconds * scale;
            }
        }
    }
}
