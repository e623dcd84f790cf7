namespace Stoker.EventLogs.Building;

/// <summary>
/// The times that a log tells, counted by eras of 8.7 years: where most of them are is when the application ran, and what lies in another era than that and its neighbors
/// is a damaged number or a clock that was not set.
/// </summary>
internal sealed class EventTimes
{
    /// <summary>The year 2200: no log is of a later time.</summary>
    private const long Latest = 7_258_118_400_000;

    /// <summary>2^38 ms are 8.7 years.</summary>
    private const int EraBits = 38;

    /// <summary>So many times agree before another one is called astray.</summary>
    private const long Enough = 4;

    private readonly Era[] _eras = new Era[(int)(Latest >> EraBits) + 1];
    private int _main = -1;
    private long _count;

    /// <summary>Times that no log can be of.</summary>
    private long _impossible;

    /// <summary>The first time of the run; absent where no time is told.</summary>
    public long? First => _main < 0 ? null : Around(long.MaxValue, (found, era) => Math.Min(found, era.First));

    /// <summary>The last time of the run; absent where no time is told.</summary>
    public long? Last => _main < 0 ? null : Around(long.MinValue, (found, era) => Math.Max(found, era.Last));

    /// <summary>How many times lie elsewhere.</summary>
    public long Astray => _main < 0 ? _impossible : _impossible + _count - Around(0, (found, era) => found + era.Count);

    /// <summary>Takes note of a time; what is unknown (0, -1) or impossible says nothing.</summary>
    /// <returns>Whether it says something.</returns>
    public bool Note(long time)
    {
        if (time is <= 0 or >= Latest)
        {
            _impossible += time > 0 ? 1 : 0;
            return false;
        }

        var index = (int)(time >> EraBits);
        ref var era = ref _eras[index];
        era.First = era.Count == 0 ? time : Math.Min(era.First, time);
        era.Last = Math.Max(era.Last, time);
        era.Count++;
        _count++;
        if (_main < 0 || era.Count > _eras[_main].Count)
        {
            _main = index;
        }

        return true;
    }

    /// <summary>Whether a time is surely not one of the run, as far as is known by now.</summary>
    public bool IsAstray(long time) => time is >= Latest or < -1 || (_main >= 0 && _eras[_main].Count >= Enough && Math.Abs((time >> EraBits) - _main) > 1);

    private long Around(long found, Func<long, Era, long> join)
    {
        for (var era = Math.Max(0, _main - 1); era <= Math.Min(_eras.Length - 1, _main + 1); era++)
        {
            found = _eras[era].Count == 0 ? found : join(found, _eras[era]);
        }

        return found;
    }

    private struct Era
    {
        public long Count;
        public long First;
        public long Last;
    }
}
