using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Work;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// One cause, one finding: what a rule finds again at places of the same kind (the function of a loop, the stage of a repeated query, a heap that is too small
/// for all of them) becomes one suspicion with all its places, at the place that asks for most.
/// </summary>
internal static class SameCause
{
    /// <summary>Joins suspicions of a rule that share their cause.</summary>
    public static List<Candidate> Join(Inspection inspection, IReadOnlyList<Candidate> candidates)
    {
        List<Candidate> joined = [];
        var stageKeys = new string?[inspection.Stages.Count];
        foreach (var group in candidates.Select((candidate, position) => (Candidate: candidate, Key: KeyOf(inspection, candidate.Suspicion, stageKeys) ?? "#" + position.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .GroupBy(pair => (pair.Candidate.Diagnosis.Id, pair.Key), pair => pair.Candidate))
        {
            var dearest = group.MaxBy(candidate => candidate.Suspicion.CellClaims.Sum(claim => claim.Milliseconds.Expected))!; // A group has one at least.
            var others = group.Where(candidate => candidate != dearest).ToList();
            if (others.Count > 0)
            {
                others.ForEach(other => dearest.Suspicion.Absorb(other.Suspicion));
                dearest.Suspicion.Evidence.Insert(0, EvidenceItem.Of("occurrences", others.Count + 1, EvidenceUnit.Count, dearest.Suspicion.Place));
            }

            joined.Add(dearest);
        }

        return joined;
    }

    /// <summary>What names the cause; null when each suspicion is one of its own.</summary>
    private static string? KeyOf(Inspection inspection, Suspicion suspicion, string?[] stageKeys) => suspicion.SameAs ?? suspicion.Place switch
    {
        StagePlace place => inspection.AttemptsOf(place.Stage.Stage).FirstOrDefault(stage => stage.Stage.Id == place.Stage) is { } stage ? (stageKeys[stage.Index] ??= KeyOf(inspection, stage)) : null,
        PlanNodePlace place => inspection.PlanOf(place.Execution)?.Operators.FirstOrDefault(node => node.Id == place.Node) is { } node
            ? $"{node.Name} {WithoutBatch(PlanText.WithoutIds(node.Text))} {node.Metadata.GetValueOrDefault("Location")}"
            : null,
        CallSitePlace place => $"{place.File}:{place.Line}",
        _ => null,
    };

    /// <summary>The text of an operator that keeps state, without what differs from batch to batch: the version of its state, and times.</summary>
    private static string WithoutBatch(string text) => text.IndexOf(", state info [", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text;

    /// <summary>Stages of one line that run the same operators.</summary>
    private static string KeyOf(Inspection inspection, StageWork stage)
    {
        var operators = inspection.PlansOf(stage).SelectMany(plan => plan.Operators).Where(node => node.Stages.Contains(stage)).Select(node => node.Name);
        return $"{stage.Stage.Name} {string.Join('>', operators)} {string.Join('>', stage.Stage.Rdds.Select(rdd => rdd.Name))}";
    }
}
