namespace Stoker.Diagnoses.Ledger;

/// <summary>Slots that lived at any time, and their time up to any time. Sums are whole numbers, so that the order of the spans does not show. Immutable.</summary>
internal sealed class SlotSupply
{
    /// <summary>Times at which slots came or went, ascending, each once.</summary>
    private readonly long[] _times;

    /// <summary>From each time on: slots that live until the next one.</summary>
    private readonly long[] _slots;

    /// <summary>Up to each time: slot time, ms. A damaged log may tell of more slots and milliseconds than 64 bits hold.</summary>
    private readonly Int128[] _before;

    /// <param name="spans">When slots were there, in any order.</param>
    public SlotSupply(IEnumerable<(long StartMs, long EndMs, int Slots)> spans)
    {
        List<(long Time, long Change)> changes = [];
        foreach (var (start, end, slots) in spans)
        {
            changes.Add((start, slots));
            changes.Add((end, -slots));
        }

        changes.Sort((left, right) => left.Time.CompareTo(right.Time));
        _times = [.. changes.Select(change => change.Time).Distinct()];
        _slots = new long[_times.Length];
        _before = new Int128[_times.Length];
        for (int change = 0, at = 0; at < _times.Length; at++)
        {
            _slots[at] = at == 0 ? 0 : _slots[at - 1];
            _before[at] = at == 0 ? 0 : _before[at - 1] + ((Int128)_slots[at - 1] * (_times[at] - _times[at - 1]));
            for (; change < changes.Count && changes[change].Time == _times[at]; change++)
            {
                _slots[at] += changes[change].Change;
            }
        }
    }

    /// <summary>Slot time between two times, ms; 0 when the second is not after the first.</summary>
    public double Between(long fromMs, long toMs) => toMs > fromMs ? (double)(Before(toMs) - Before(fromMs)) : 0;

    /// <summary>Slots alive at a time.</summary>
    public int At(long timeMs) => Last(timeMs) is >= 0 and var last ? (int)Math.Min(int.MaxValue, _slots[last]) : 0;

    private Int128 Before(long timeMs) => Last(timeMs) is >= 0 and var last ? _before[last] + ((Int128)_slots[last] * (timeMs - _times[last])) : 0;

    /// <summary>Position of the last change at a time or before it; -1 when there is none.</summary>
    private int Last(long timeMs)
    {
        var found = Array.BinarySearch(_times, timeMs);
        return found >= 0 ? found : ~found - 1;
    }
}
