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
        return application.IsComplete && application.Jobs is [.., { Status: JobStatus.Failed, IsCancelled: false } last] ? last : null;
    }
}
