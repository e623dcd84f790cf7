using Stoker.Baselines;
using Stoker.Configuration;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Model;

namespace Stoker.Diagnosing;

/// <summary>A diagnosis without the findings that a team accepts or that were there before. Immutable.</summary>
public sealed record ReviewedDiagnosis
{
    /// <summary>What is left to look at.</summary>
    public required DiagnosisResult Result { get; init; }

    /// <summary>Fingerprints of the findings, also of those left out.</summary>
    public required IReadOnlyDictionary<Finding, string> Fingerprints { get; init; }

    /// <summary>Findings that the configuration accepts, in the order of ids and places.</summary>
    public IReadOnlyList<AcceptedFinding> Accepted { get; init; } = [];

    /// <summary>Findings that the baseline knows; accepted ones are not counted again.</summary>
    public int KnownCount { get; init; }

    /// <summary>Takes out of a diagnosis what is accepted or known; what follows from such a finding goes with it.</summary>
    /// <param name="result">The diagnosis.</param>
    /// <param name="application">The application it is of.</param>
    /// <param name="acceptances">What the team lives with.</param>
    /// <param name="baseline">What was there before; absent for nothing.</param>
    /// <param name="today">The day on which an acceptance must still hold.</param>
    public static ReviewedDiagnosis Of(DiagnosisResult result, Application application, IReadOnlyList<Acceptance> acceptances, Baseline? baseline, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(acceptances);
        var fingerprints = FindingFingerprints.Of(application, result.Findings);
        var valid = acceptances.Where(acceptance => acceptance.Names(application.Name) && !acceptance.IsExpired(today)).ToList();
        List<AcceptedFinding> accepted = [];
        List<Finding> left = [];
        var hidden = new HashSet<FindingReference>();
        foreach (var finding in result.Findings)
        {
            if (valid.Find(acceptance => acceptance.Id == finding.Id) is { } acceptance)
            {
                accepted.Add(new AcceptedFinding(finding, acceptance));
                hidden.Add(new FindingReference(finding.Id, finding.Place));
            }
            else if (baseline?.Knows(fingerprints[finding]) == true)
            {
                hidden.Add(new FindingReference(finding.Id, finding.Place));
            }
            else
            {
                left.Add(finding);
            }
        }

        return new ReviewedDiagnosis
        {
            Result = hidden.Count == 0 ? result : result with { Findings = [.. left.Where(finding => finding.CausedBy is not { } cause || !hidden.Contains(cause))] },
            Fingerprints = fingerprints,
            Accepted = accepted,
            KnownCount = hidden.Count - accepted.Select(item => new FindingReference(item.Finding.Id, item.Finding.Place)).Distinct().Count(),
        };
    }
}
