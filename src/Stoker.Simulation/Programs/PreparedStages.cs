using Stoker.Model;

namespace Stoker.Simulation.Programs;

/// <summary>
/// From a stage's submission to its first launch lies work of the driver (class loading, the task binary), which it does for one stage after another. It is told
/// only where slots stayed free until then; else the stage waited for slots. What a stage waited for those before it is theirs.
/// </summary>
internal sealed class PreparedStages
{
    /// <summary>A first launch that took longer than this waited for something else than the scheduler.</summary>
    private const long MostMs = 10_000;

    private readonly long[] _ms;

    public PreparedStages(Application application)
    {
        _ms = new long[application.Stages.Count];
        var free = new FreeSlots(application);
        var busyUntil = long.MinValue;
        foreach (var position in Enumerable.Range(0, _ms.Length).Where(each => application.Stages[each].SubmissionTime is not null)
            .OrderBy(each => application.Stages[each].SubmissionTime!.Value.EpochMilliseconds).ThenBy(each => application.Stages[each].FirstTaskLaunchTime?.EpochMilliseconds ?? long.MaxValue))
        {
            var stage = application.Stages[position];
            if (stage.FirstTaskLaunchTime is not { } launched)
            {
                continue;
            }

            var begin = Math.Max(stage.SubmissionTime!.Value.EpochMilliseconds, busyUntil);
            var took = launched.EpochMilliseconds - begin;
            if (took is >= 0 and <= MostMs && free.Before(begin) > 0 && free.Before(begin + (took / 2) + 1) > 0)
            {
                (_ms[position], busyUntil) = (took, launched.EpochMilliseconds);
            }
        }
    }

    /// <summary>The driver's time for a stage, by its position in the application; 0 where slots were what it waited for.</summary>
    public long PrepareMs(int position) => _ms[position];
}
