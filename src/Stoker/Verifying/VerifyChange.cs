using Stoker.Advice.Verification;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.Diagnosing;
using Stoker.Model;

namespace Stoker.Verifying;

/// <summary>Use case: hold what the first run's log predicted against what the second run measured. Thread safe.</summary>
public static class VerifyChange
{
    /// <summary>The verification, or the runs that were found where one of them is missing or empty.</summary>
    /// <param name="request">Which runs.</param>
    /// <param name="progress">Told about reading, from any thread.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="EventLogs.Sources.SourceException">A source cannot be read.</exception>
    public static (VerificationResult? Result, IReadOnlyList<Analysis> Found) Run(VerificationRequest request, Action<ReadingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (runs, found) = CompareApplications.Run(request.Runs, progress, cancellationToken);
        if (runs is null)
        {
            return (null, found);
        }

        if (IsSameRun(runs.Before.Application, runs.After.Application))
        {
            return (new VerificationResult(runs, Verifier.Verify(runs.Comparison, [], []) with { IsSameRun = true }), found);
        }

        var (before, after) = (DiagnoseApplication.Run(runs.Before.Application), DiagnoseApplication.Run(runs.After.Application));
        var verification = Verifier.Verify(runs.Comparison, before.Findings, after.Findings);
        if (!verification.IsRefused && runs.Comparison.Likeness.MayBeDifferentJobs)
        {
            return (new VerificationResult(runs, verification with { RunRefusal = "the two may be different jobs, and a replay knows only the first." }), found);
        }

        return (new VerificationResult(runs, verification.IsRefused ? verification : AdviceVerification.AddTo(RunPredictions.AddTo(verification, before), before)), found);
    }

    private static bool IsSameRun(Application before, Application after) => before.Id.Length > 0 && (before.Id, before.AttemptId, before.StartTime) == (after.Id, after.AttemptId, after.StartTime);
}
