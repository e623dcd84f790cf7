namespace Stoker.Diagnoses.Ledger;

/// <summary>
/// The time that passed, divided among the tasks that ran: of two at once each has half of it. So what some of them took away can be told from what would have passed
/// without them. Times are ms since the epoch. Immutable.
/// </summary>
internal sealed class TaskShares
{
    private readonly List<long> _times = [];

    /// <summary>Up to each time: what a task has that ran all along, ms.</summary>
    private readonly List<double> _sums = [];

    /// <summary>Divides the time of tasks.</summary>
    /// <param name="launches">Launches, ascending.</param>
    /// <param name="finishes">Finishes, ascending.</param>
    public TaskShares(ReadOnlySpan<long> launches, ReadOnlySpan<long> finishes)
    {
        var (launched, finished, sum) = (0, 0, 0.0);
        while (launched < launches.Length || finished < finishes.Length)
        {
            var running = launched - finished;
            var next = launched < launches.Length && (finished >= finishes.Length || launches[launched] <= finishes[finished]) ? launches[launched++] : finishes[finished++];
            if (_times.Count == 0 || next > _times[^1])
            {
                sum += running > 0 && _times.Count > 0 ? (next - _times[^1]) / (double)running : 0;
                _times.Add(next);
                _sums.Add(sum);
            }
        }
    }

    /// <summary>What one task has of the time between two times, in both of which it runs, ms.</summary>
    public double OfOne(long fromMs, long toMs) => Math.Max(0, Before(toMs) - Before(fromMs));

    private double Before(long timeMs)
    {
        var position = _times.BinarySearch(timeMs);
        if (position >= 0)
        {
            return _sums[position];
        }

        var after = ~position;
        if (after == 0 || after == _times.Count)
        {
            return after == 0 ? 0 : _sums[^1];
        }

        var part = (timeMs - _times[after - 1]) / (double)(_times[after] - _times[after - 1]);
        return _sums[after - 1] + ((_sums[after] - _sums[after - 1]) * part);
    }
}
