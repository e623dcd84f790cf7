using System.Globalization;
using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>Gives a finding its severity: that of its price, within what its rule allows. Where the price alone would give more, it says why not.</summary>
internal static class Grading
{
    /// <summary>Grades a candidate by its own price.</summary>
    public static void Grade(Candidate candidate, SeverityScale scale)
    {
        var suspicion = candidate.Suspicion;
        var hasPrice = suspicion.IsPriced || candidate.Consequences.Count > 0;
        var (core, wall) = (candidate.OwnCore ?? candidate.Core, candidate.OwnWall ?? candidate.Wall);
        if (suspicion.FixedSeverity is { } fixedSeverity)
        {
            candidate.Severity = fixedSeverity;
            candidate.SeverityReason = fixedSeverity < scale.OfShare(core, wall) ? suspicion.MostReason : null;
            return;
        }

        var isMaterial = IsOfFailureOrLog(candidate.Diagnosis) ? scale.IsMaterialToAll(core, wall) : scale.IsMaterial(core, wall);
        var least = suspicion.LeastSeverity > Severity.Info && hasPrice && suspicion.FailedJobs.Count == 0 && !isMaterial ? Severity.Info : suspicion.LeastSeverity;
        var severity = hasPrice ? scale.Of(core, wall, suspicion.OnlyWhenSure ?? suspicion.Confidence != Confidence.High) : least ?? Severity.Info;
        var reason = !hasPrice ? null
            : SeverityScale.IsLittle(core, wall) ? "less than a second is at stake"
            : scale.IsSure(core, wall) ? "only seconds are at stake"
            : "it may be far less";
        var isRaised = least is not null && (severity is null || severity < least);
        severity = isRaised ? least : severity;
        if (suspicion.MostSeverity is { } most && severity > most)
        {
            (severity, reason) = (most, suspicion.MostReason ?? (suspicion.Confidence == Confidence.High ? "what it costs is estimated" : "it is not certain"));
        }

        if (suspicion.Remains is { Expected: <= 0 } && severity > Severity.Minor)
        {
            (severity, reason) = (Severity.Minor, "its remedy may cost as much as it saves");
        }

        if (scale.IsTiny && !IsOfFailureOrLog(candidate.Diagnosis) && suspicion.LeastSeverity is null && severity > Severity.Info)
        {
            (severity, reason) = (Severity.Info, "the run does next to nothing");
        }

        if (suspicion.Confidence == Confidence.Low && severity > Severity.Minor && candidate.Diagnosis.Rank > Rank.Retries)
        {
            (severity, reason) = (Severity.Minor, "it is not certain");
        }

        candidate.Severity = severity;
        candidate.SeverityReason = isRaised && severity == least && least > Severity.Info ? suspicion.LeastReason
            : severity < scale.OfShare(core, wall) ? reason
            : scale.ShareBetweenStages(severity, core, wall) is { } share ? string.Create(CultureInfo.InvariantCulture, $"it is {share * 100:0} % of the slots' time between the first and the last stage")
            : null;
    }

    private static bool IsOfFailureOrLog(Diagnosis diagnosis) => diagnosis.Rank is Rank.Losses or Rank.Retries or Rank.Log;
}
