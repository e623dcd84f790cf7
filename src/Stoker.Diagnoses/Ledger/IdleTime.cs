using Stoker.Diagnoses.Work;

namespace Stoker.Diagnoses.Ledger;

/// <summary>Books the time in which slots ran no task.</summary>
internal sealed class IdleTime
{
    /// <summary>A slot counts as surplus when it was not needed this long before and after either (diagnoses.md 3.1).</summary>
    private const long SurplusMarginMs = 30_000;

    private readonly IReadOnlyList<StageWork> _stages;
    private readonly SlotCurve _curve;
    private readonly Dictionary<Cell, double> _cells;
    private readonly List<Gap> _gaps = [];

    /// <summary>What each of very many stages got that were active at once: while tasks were pending, and while none was.</summary>
    private readonly EqualShares _whilePending;
    private readonly EqualShares _whileRunning;

    private IdleTime(IReadOnlyList<StageWork> stages, SlotCurve curve, Dictionary<Cell, double> cells)
    {
        _stages = stages;
        _curve = curve;
        _cells = cells;
        (_whilePending, _whileRunning) = (new EqualShares(stages.Count), new EqualShares(stages.Count));
    }

    /// <summary>Idle slot time booked.</summary>
    public double IdleMs { get; private set; }

    /// <summary>Spans without an active stage.</summary>
    public IReadOnlyList<Gap> Gaps => _gaps;

    public static IdleTime Of(IReadOnlyList<StageWork> stages, SlotCurve curve, Dictionary<Cell, double> cells)
    {
        var idle = new IdleTime(stages, curve, cells);
        idle.Sweep();
        return idle;
    }

    /// <summary>Goes through the spans between starts, last launches and ends of stages; within one, the set of active stages is the same.</summary>
    private void Sweep()
    {
        List<(long Time, int Kind, int Stage)> marks = [(_curve.EndMs, 2, -1)];
        foreach (var stage in _stages)
        {
            marks.Add((Clip(stage.StartMs), 0, stage.Index));
            marks.Add((Clip(Math.Min(stage.LastLaunchMs, stage.EndMs)), 1, stage.Index));
            marks.Add((Clip(stage.EndMs), 3, stage.Index));
        }

        marks.Sort();
        var (pending, running) = (new SortedSet<int>(), new SortedSet<int>());
        var (at, started, ended) = (_curve.StartMs, 0, 0);
        foreach (var (time, kind, stage) in marks)
        {
            if (time > at)
            {
                Book(at, time, pending, running, isRamp: started == 0 || ended == _stages.Count);
                at = time;
            }

            switch (kind)
            {
                case 0:
                    started++;
                    pending.Add(stage);
                    _whilePending.Enter(stage);
                    break;
                case 1:
                    Leave(pending, _whilePending, stage, Bucket.IdleWait);
                    running.Add(stage);
                    _whileRunning.Enter(stage);
                    break;
                case 3:
                    ended++;
                    Leave(pending, _whilePending, stage, Bucket.IdleWait);
                    Leave(running, _whileRunning, stage, Bucket.IdleTail);
                    break;
            }
        }
    }

    private void Leave(SortedSet<int> active, EqualShares shares, int stage, Bucket bucket)
    {
        if (active.Remove(stage))
        {
            var (surplus, other) = shares.Leave(stage);
            Add(Cell.OfStage(stage, Bucket.IdleSurplus), surplus);
            Add(Cell.OfStage(stage, bucket), other);
        }
    }

    private long Clip(long timeMs) => Math.Clamp(timeMs, _curve.StartMs, _curve.EndMs);

    private void Book(long fromMs, long toMs, SortedSet<int> pending, SortedSet<int> running, bool isRamp)
    {
        var supply = _curve.Supply(fromMs, toMs);
        var idle = Math.Max(0, supply - _curve.Busy(fromMs, toMs));
        IdleMs += idle;
        if (pending.Count == 0 && running.Count == 0)
        {
            BookGap(fromMs, toMs, idle, isRamp);
            return;
        }

        var peak = _curve.PeakBusy(fromMs - SurplusMarginMs, toMs + SurplusMarginMs);
        var surplus = Math.Clamp(supply - ((double)peak * (toMs - fromMs)), 0, idle);
        var stages = pending.Count > 0 ? pending : running;
        if (stages.Count > EqualShares.Many)
        {
            (pending.Count > 0 ? _whilePending : _whileRunning).Give(surplus / stages.Count, (idle - surplus) / stages.Count);
            return;
        }

        foreach (var stage in stages)
        {
            Add(Cell.OfStage(stage, Bucket.IdleSurplus), surplus / stages.Count);
            Add(Cell.OfStage(stage, pending.Count > 0 ? Bucket.IdleWait : Bucket.IdleTail), (idle - surplus) / stages.Count);
        }
    }

    private void BookGap(long fromMs, long toMs, double idle, bool isRamp)
    {
        if (_gaps.Count > 0 && _gaps[^1] is var last && last.EndMs == fromMs && last.IsRamp == isRamp)
        {
            _gaps[^1] = last with { EndMs = toMs, SlotMs = last.SlotMs + idle };
        }
        else
        {
            _gaps.Add(new Gap(_gaps.Count, fromMs, toMs, idle, isRamp));
        }

        Add(Cell.OfGap(_gaps[^1]), idle);
    }

    private void Add(Cell cell, double milliseconds)
    {
        if (milliseconds > 0)
        {
            _cells[cell] = _cells.GetValueOrDefault(cell) + milliseconds;
        }
    }
}
