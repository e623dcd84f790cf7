namespace Stoker.Model.TimeSplit;

/// <summary>Milliseconds in each state of the cluster, and of idle slots, since the sweep began.</summary>
internal record struct SweepSums(long DriverOnly, long Waiting, long PartlyIdle, long Busy, long IdleSlots)
{
    public static SweepSums operator -(SweepSums later, SweepSums earlier) => new(
        later.DriverOnly - earlier.DriverOnly,
        later.Waiting - earlier.Waiting,
        later.PartlyIdle - earlier.PartlyIdle,
        later.Busy - earlier.Busy,
        later.IdleSlots - earlier.IdleSlots);

    /// <summary>Adds a stretch of time in one state.</summary>
    public void Add(long running, long slots, long wanting, long ms)
    {
        IdleSlots += ms * Math.Max(0, slots - running);
        switch (running, slots, wanting)
        {
            case ( > 0, _, _) when running >= slots:
                Busy += ms;
                break;
            case ( > 0, _, _):
                PartlyIdle += ms;
                break;
            case (_, _, 0):
                DriverOnly += ms;
                break;
            case (_, 0, _):
                Waiting += ms;
                break;
            default:
                PartlyIdle += ms;
                break;
        }
    }
}
