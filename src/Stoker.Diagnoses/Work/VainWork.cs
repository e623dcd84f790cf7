using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Work;

/// <summary>Attempts of a stage that were in vain, or did what had been done before.</summary>
/// <param name="Count">How many.</param>
/// <param name="CoreMs">Their slot time.</param>
/// <param name="WallMs">Their part of the time that passed: beside others that ran at once each has its share of it.</param>
internal readonly record struct VainWork(int Count, double CoreMs, double WallMs)
{
    /// <summary>What attempts took.</summary>
    /// <param name="inspection">The application.</param>
    /// <param name="tasks">The attempts of a stage.</param>
    /// <param name="rows">Rows of such as were in vain.</param>
    public static VainWork Of(Inspection inspection, TaskTable tasks, IEnumerable<int> rows)
    {
        var (count, core, wall) = (0, 0L, 0.0);
        foreach (var row in rows)
        {
            var (from, length) = (tasks.LaunchTime(row).EpochMilliseconds, Math.Max(0, tasks.Duration(row).Value));
            count++;
            core += length;
            wall += inspection.Curve.ShareOfOne(from, from + length);
        }

        return new VainWork(count, core, wall);
    }

    /// <summary>A part of it, 0 to 1.</summary>
    public VainWork Part(double share) => new((int)Math.Round(Count * share), CoreMs * share, WallMs * share);
}
