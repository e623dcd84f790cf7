using System.Diagnostics;
using Stoker.Diagnoses.Failures;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>Makes the finding of a candidate, once prices and causes are settled.</summary>
internal static class FindingMaker
{
    /// <summary>An average below this is written as 0.</summary>
    private const double LeastCount = 0.05;

    /// <summary>Low end to expected amount, below which the interval begins at nothing.</summary>
    private const double LeastShare = 0.01;

    /// <summary>Share of a price from which a part of it is named.</summary>
    private const double LeastPart = 0.1;

    /// <summary>What a consequence brings into the price of a failure.</summary>
    private static readonly Dictionary<string, string> PartNames = new(StringComparer.Ordinal)
    {
        ["FAIL001"] = "attemptsThatFailed",
        ["FAIL002"] = "jobsInVain",
        ["FAIL003"] = "stagesRunAgain",
        ["FAIL007"] = "outputMadeAgain",
        ["FAIL015"] = "cancelledWork",
        ["CACHE003"] = "cacheFilledAgain",
    };

    /// <summary>The finding. A consequence has no cost of its own: it is in that of its cause.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="inspection">The application.</param>
    public static Finding Make(Candidate candidate, Inspection inspection)
    {
        var suspicion = candidate.Suspicion;
        var cost = CostOf(candidate, inspection);

        // Sure of the fault and not of its price is not sure: who reads "high" next to an interval from 0 has to choose which of them to believe.
        var mayBeNothing = suspicion.Confidence == Confidence.High && cost is { } price && MayBeNothing(price.WallSeconds is { Expected: > 0 } wall ? wall : price.CoreSeconds);
        Debug.Assert(suspicion.Confidence == Confidence.High || suspicion.DoubtText is not null, $"{candidate.Diagnosis.Id} does not say why it is not sure.");
        return new Finding
        {
            Id = candidate.Diagnosis.Id,
            Severity = candidate.Severity ?? Severity.Info,
            SeverityReason = candidate.SeverityReason,
            Confidence = mayBeNothing ? Confidence.Medium : suspicion.Confidence,
            Doubt = mayBeNothing ? "it is there for sure, but may cost nothing" : suspicion.Confidence == Confidence.High ? null : suspicion.DoubtText,
            Place = suspicion.Place,
            RelatedPlaces = [.. suspicion.RelatedPlaces.Distinct().OrderBy(place => place)],
            Evidence = [.. suspicion.Evidence.Where(Says), .. PartsOf(candidate)],
            Remedies = [.. suspicion.Remedies],
            Cost = cost,
            CausedBy = candidate.Cause is { } cause ? ReferTo(cause) : null,
            Consequences = Refer(candidate.Consequences),
            Groups = Refer(candidate.Members),
        };
    }

    /// <summary>Whether an amount reaches down to a hundredth of what is expected, which reads as nothing.</summary>
    private static bool MayBeNothing(Estimate amount) => amount.Low < LeastShare * amount.Expected;

    /// <summary>Whether a fact says anything: nothing of something is no evidence. A rule for which it is the point says it in words.</summary>
    private static bool Says(EvidenceItem item) => item.Unit switch
    {
        EvidenceUnit.Text => item.Text is { Length: > 0 },
        EvidenceUnit.Ratio => item.Number is not 0,
        EvidenceUnit.Count => Math.Abs(item.Number ?? 0) >= LeastCount,
        _ => Math.Round(item.Number ?? 0) != 0,
    };

    /// <summary>
    /// What consequences brought into the price, where that is much of it: of a task that failed in no time, nearly all of it may be the job that was in vain. A cause's own evidence does not show it.
    /// </summary>
    private static List<EvidenceItem> PartsOf(Candidate candidate)
    {
        var parts = candidate.Consequences
            .Where(consequence => PartNames.ContainsKey(consequence.Diagnosis.Id) && consequence.OwnCore is not null)
            .GroupBy(consequence => consequence.Diagnosis.Id, StringComparer.Ordinal)
            .Select(group => (Id: group.Key, Milliseconds: group.Sum(consequence => consequence.OwnCore?.Expected ?? 0), group.First().Suspicion.Place))
            .Where(part => part.Milliseconds >= LeastPart * candidate.Core.Expected && part.Milliseconds >= 1)
            .OrderByDescending(part => part.Milliseconds)
            .ToList();

        // The attempts themselves are what the evidence shows.
        return parts.TrueForAll(part => part.Id == FailingTasks.Id)
            ? []
            : parts.ConvertAll(part => EvidenceItem.Of(PartNames[part.Id], part.Milliseconds, EvidenceUnit.CoreMilliseconds, part.Place) with { IsPartOfPrice = true });
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
