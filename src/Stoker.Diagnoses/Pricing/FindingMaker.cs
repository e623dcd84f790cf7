using System.Diagnostics;
using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>Makes the finding of a candidate, once prices and causes are settled.</summary>
internal static class FindingMaker
{
    /// <summary>The finding. A consequence has no cost of its own: it is in that of its cause.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="inspection">The application.</param>
    public static Finding Make(Candidate candidate, Inspection inspection)
    {
        var suspicion = candidate.Suspicion;
        Debug.Assert(suspicion.Confidence == Confidence.High || suspicion.DoubtText is not null, $"{candidate.Diagnosis.Id} does not say why it is not sure.");
        return new Finding
        {
            Id = candidate.Diagnosis.Id,
            Severity = candidate.Severity ?? Severity.Info,
            Confidence = suspicion.Confidence,
            Doubt = suspicion.Confidence == Confidence.High ? null : suspicion.DoubtText,
            Place = suspicion.Place,
            RelatedPlaces = [.. suspicion.RelatedPlaces.Distinct().OrderBy(place => place)],
            Evidence = [.. suspicion.Evidence],
            Remedies = [.. suspicion.Remedies],
            Cost = CostOf(candidate, inspection),
            CausedBy = candidate.Cause is { } cause ? ReferTo(cause) : null,
            Consequences = Refer(candidate.Consequences),
            Groups = Refer(candidate.Members),
        };
    }

    private static Cost? CostOf(Candidate candidate, Inspection inspection)
    {
        if (candidate.Cause is not null || (!candidate.Suspicion.IsPriced && candidate.Consequences.Count == 0))
        {
            return null;
        }

        var (coreMs, wallMs) = PriceLimit.Of(candidate, inspection);
        var remains = candidate.Suspicion.Remains ?? SpareCpus.RemainsOf(candidate, inspection);
        return new Cost(
            Seconds(PriceSpread.Widen(candidate.Diagnosis.Id, candidate.Core, remains, coreMs)),
            Seconds(PriceSpread.Widen(candidate.Diagnosis.Id, candidate.Wall, remains, wallMs)),
            candidate.Suspicion.Basis);
    }

    private static Estimate Seconds(Estimate milliseconds) => new(milliseconds.Low / 1000, milliseconds.Expected / 1000, milliseconds.High / 1000);

    private static FindingReference[] Refer(IEnumerable<Candidate> candidates) =>
    [
        .. candidates.Where(candidate => candidate.Severity is not null).Select(ReferTo).Distinct()
            .OrderBy(reference => reference.Id, StringComparer.Ordinal).ThenBy(reference => reference.Place),
    ];

    private static FindingReference ReferTo(Candidate candidate) => new(candidate.Diagnosis.Id, candidate.Suspicion.Place);
}
