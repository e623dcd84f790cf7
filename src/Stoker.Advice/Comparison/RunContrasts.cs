using Stoker.Advice.Comparison.Identity;
using Stoker.Model;
using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Comparison;

/// <summary>What two runs differ in beside their wall time: runs of the same length may cost twice as much, spill, or fail.</summary>
internal static class RunContrasts
{
    public static IReadOnlyList<ComparedQuantity> Of(ComparedRun before, ComparedRun after, JobLikeness likeness)
    {
        if (likeness.AreDifferentJobs)
        {
            return [];
        }

        var (a, b) = (before.Time.ApplicationTime.Core, after.Time.ApplicationTime.Core);
        var contrasts = new List<ComparedQuantity>();
        Add(QuantityName.FailedJobs, FailedJobs(before.Application), FailedJobs(after.Application), (low, _) => low == 0);
        Add(QuantityName.TaskMs, a.Running.Value, b.Running.Value, (low, high) => high - low >= ComparisonThresholds.ContrastMs && high >= ComparisonThresholds.TaskContrast * low);
        Add(QuantityName.CoreMs, a.Total.Value, b.Total.Value, (low, high) => high - low >= ComparisonThresholds.ContrastMs && high >= ComparisonThresholds.CoreContrast * low);
        Add(QuantityName.SpilledBytes, Spilled(before.Application), Spilled(after.Application), (low, high) => high - low >= ComparisonThresholds.ContrastBytes && high >= 2 * low);
        Add(QuantityName.FailedMs, a.FailedAttempts.Value, b.FailedAttempts.Value, (low, high) => high - low >= FailedContrast(a, b) && high >= 2 * low);
        if (likeness.SameWork < ComparisonThresholds.MostlySameWork)
        {
            contrasts.Add(new ComparedQuantity(QuantityName.OtherWorkShare, 1 - likeness.SameWork, 1 - likeness.SameWork));
        }

        return contrasts;

        void Add(QuantityName name, double one, double other, Func<double, double, bool> isWorthSaying)
        {
            if (one != other && isWorthSaying(Math.Min(one, other), Math.Max(one, other)))
            {
                contrasts.Add(new ComparedQuantity(name, one, other));
            }
        }
    }

    private static int FailedJobs(Application application) => application.Jobs.Count(job => job.Status == Model.Jobs.JobStatus.Failed);

    private static double Spilled(Application application) => application.Stages.Sum(stage => stage.Totals[TaskMetric.DiskBytesSpilled] ?? 0L);

    private static double FailedContrast(CoreSplit a, CoreSplit b) => Math.Max(ComparisonThresholds.FailedContrastMs, 0.05 * Math.Max(a.Running.Value, b.Running.Value));
}
