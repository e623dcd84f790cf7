using System.Globalization;
using Stoker.Model;
using Stoker.Model.Jobs;

namespace Stoker.Advice.Comparison;

/// <summary>A run failed when its last job did: an earlier one may have been caught, and a cancelled one somebody ended.</summary>
public static class FailedRun
{
    /// <summary>The job with which a run ended; absent where it did not fail.</summary>
    public static Job? LastJobOf(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.IsComplete && application.Jobs is [.., { Status: JobStatus.Failed } last] && !IsCancelled(last) ? last : null;
    }

    /// <summary>Whether somebody ended a job (SparkContext.cancelJob, DAGScheduler.handleJobCancellation).</summary>
    public static bool IsCancelled(Job job) => job is { Status: JobStatus.Failed, FailureMessage: { } message }
        && (message.StartsWith("[SPARK_JOB_CANCELLED]", StringComparison.Ordinal) || message.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Job {job.Id.Value} cancelled"), StringComparison.Ordinal));
}
