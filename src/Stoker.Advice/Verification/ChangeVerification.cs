using Stoker.Advice.Comparison;
using Stoker.Findings;

namespace Stoker.Advice.Verification;

/// <summary>What was predicted from the first run against what the second one measured.</summary>
public sealed record ChangeVerification
{
    /// <summary>How the runs differ, and why.</summary>
    public required RunComparison Comparison { get; init; }

    /// <summary>Predicted savings of the first run's findings, the largest first.</summary>
    public required IReadOnlyList<VerifiedChange> Changes { get; init; }

    /// <summary>Findings of the second run that the first did not have.</summary>
    public required IReadOnlyList<Finding> NewFindings { get; init; }

    /// <summary>
    /// How much slower stages ran that no finding was about: task time after over before. Beyond 10 % the second run was disturbed, and its times are
    /// divided by this before they are judged; times of the driver and of idle slots never are. 1 where fewer than three such stages agree.
    /// </summary>
    public required double PaceFactor { get; init; }

    /// <summary>Whether the second run was so disturbed that its times were corrected.</summary>
    public required bool IsDisturbed { get; init; }

    /// <summary>The whole run as a simulation predicted it; absent when none was made.</summary>
    public RunPrediction? Run { get; init; }

    /// <summary>Why the whole run was not predicted; absent when it was, or when nothing of the cluster or the settings changed.</summary>
    public string? RunRefusal { get; init; }

    /// <summary>What advise had said on the first run, as far as the second one followed it; absent when it followed nothing.</summary>
    public FollowedAdvice? Advice { get; init; }

    /// <summary>Whether a job failed in the second run and none in the first: what it did not get to do is no saving.</summary>
    public bool HasFailed => Comparison.Contrasts.Any(contrast => contrast.Name == QuantityName.FailedJobs && contrast.Before < contrast.After);

    /// <summary>Whether the first run failed and the second did not: what the first did not come to is missing from its time.</summary>
    public bool HasFailedBefore => FailedRun.LastJobOf(Comparison.Before.Application) is not null && FailedRun.LastJobOf(Comparison.After.Application) is null;

    /// <summary>Whether both logs are of one run: held against itself, a run says nothing of a change.</summary>
    public bool IsSameRun { get; init; }

    /// <summary>Whether nothing was judged, since the runs are not of one job or one and the same, a log stops in the middle of one, or one of the runs failed: what was predicted says nothing of another job, nor of a part.</summary>
    public bool IsRefused => IsSameRun || Comparison.AreDifferentJobs || Comparison.Verdict == ComparisonVerdict.CutShort || HasFailed || HasFailedBefore;

    /// <summary>Whether a prediction lies outside its interval; never where the runs may be of different jobs.</summary>
    public bool HasMiss => !Comparison.Likeness.MayBeDifferentJobs && (Run is { IsInside: false } || Advice is { IsInside: false }
        || Changes.Any(change => change.Outcome is VerificationOutcome.LessThanPredicted or VerificationOutcome.MoreThanPredicted));
}
