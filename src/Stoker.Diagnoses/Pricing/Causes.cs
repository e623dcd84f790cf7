using System.Runtime.InteropServices;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>One cause, one finding (diagnoses.md 3.6): a consequence gives its price to its cause and is shown inside it.</summary>
internal static class Causes
{
    private static readonly string[] Skews = ["SKEW001", "SKEW002", "SKEW003", "SKEW004", "SKEW005"];
    private static readonly string[] Deaths = ["MEM003", "MEM004", "FAIL004", "FAIL005", "FAIL010"];

    /// <summary>What only says why a skew is there, or why nothing split it: told within the finding, with its remedy first, since it fits the operator.</summary>
    private static readonly string[] Explanations = ["SKEW003", "SKEW005"];

    /// <summary>Cause and what it swallows, in the order of the catalogue; the first cause that fits wins.</summary>
    private static readonly (string[] Causes, string[] Consequences)[] Table =
    [
        (["SKEW001"], Explanations),
        (Skews, ["MEM001", "MEM002", "MEM003", "MEM004", "MEM009", "FAIL001", "SCHED002", "SCHED005", "SCHED006", "PART004"]),
        (["JOIN002", "JOIN003", "JOIN007"], ["MEM001", "MEM002", "SHUF008", "PART004", "IO002", "SKEW005"]),
        (["PYTHON015"], ["PART003"]),
        (["PART003", "PART006", "JOIN004"], ["MEM001", "MEM003", "DRV004", "SCHED007", "EXEC001"]),
        (["PART002", "PART003", "PART006"], ["PART004"]),
        (["PART004", "MEM011"], ["MEM001", "MEM009", "MEM014"]),
        (["MEM010"], ["MEM001", "MEM002"]),
        (["MEM014"], ["FAIL001"]),
        (Deaths, ["FAIL001", "FAIL003", "FAIL007", "CACHE003", "DRV006"]),
        (["FAIL006"], ["FAIL001", "FAIL009"]),
        (["FAIL009"], ["FAIL001"]),
        (["FAIL003"], ["FAIL007"]),
        (["DRV003"], ["FAIL001", "DRV002"]),
        (["MEM003", "MEM004", "FAIL004", "FAIL005", "FAIL006", "FAIL009", "FAIL010", "FAIL013", "DRV003", "JOIN005", "FAIL001"], ["FAIL002", "FAIL014", "FAIL015"]),
        (["FAIL002"], ["FAIL014", "FAIL015"]),
        (["DRV009"], ["CACHE001"]),
        (["CACHE003"], ["CACHE001"]),
        (["IO001"], ["PART001", "DRV008", "IO013", "SCHED004"]),
        (["PART001"], ["SCHED004", "PYTHON006", "SHUF009"]),
        (["PART002", "PART007", "PART009"], ["EXEC001"]),
        (["EXEC001"], ["PART002", "PART007", "PART009"]),
        (["PYTHON001", "PYTHON002", "PYTHON003", "PYTHON010"], ["PYTHON006", "PYTHON014"]),
        (["STRM002", "STRM003"], ["STRM001", "PART001"]),
        (["FAIL002"], ["STRM009"]),
        (["CLUS005", "EXEC004"], ["EXEC002"]),
        (["LOG011", "LOG002", "LOG010", "LOG012"], ["LOG003", "LOG004"]),
    ];

    /// <summary>Causes that need no common stage: the consequence is elsewhere by nature.</summary>
    private static readonly HashSet<string> Anywhere = new(StringComparer.Ordinal) { "MEM003", "MEM004", "FAIL004", "FAIL005", "FAIL010", "STRM002", "STRM003", "CLUS005", "EXEC004", "LOG002", "LOG010", "LOG011", "LOG012" };

    /// <summary>What follows from a failure by the job that failed, not by the work that was lost.</summary>
    private static readonly HashSet<string> OfJobs = new(StringComparer.Ordinal) { "FAIL002", "FAIL014", "FAIL015" };

    /// <summary>Two sides of one cause, more slots than tasks: the dearer one has the word.</summary>
    private static readonly HashSet<string> TooFewTasks = new(StringComparer.Ordinal) { "PART002", "PART007", "PART009" };

    /// <summary>Draws the edges and moves prices. What has a cause itself hands its consequences on to that: a finding has one cause, which has none.</summary>
    public static void Join(IReadOnlyList<Candidate> candidates)
    {
        foreach (var (causes, consequences) in Table)
        {
            List<Candidate> possible = [.. candidates.Where(candidate => causes.Contains(candidate.Diagnosis.Id))];
            if (possible.Count == 0)
            {
                continue;
            }

            var byStage = ByStage(possible);
            List<int> anywhere = [.. Enumerable.Range(0, possible.Count).Where(position => !NeedsStage(possible[position]))];
            foreach (var consequence in candidates.Where(candidate => candidate.Cause is null && !candidate.Suspicion.StandsAlone && consequences.Contains(candidate.Diagnosis.Id)))
            {
                var cause = OfJobs.Contains(consequence.Diagnosis.Id)
                    ? possible.Find(candidate => candidate != consequence && candidate.Suspicion.FailedJobs.Overlaps(consequence.Suspicion.FailedJobs))
                    : FirstOf(possible, anywhere, byStage, consequence);
                if (cause is not null && consequence.Consequences.Count == 0)
                {
                    Move(consequence, cause.Cause ?? cause);
                }
            }
        }
    }

    /// <summary>What made a job fail is as grave as its failure, whatever it cost.</summary>
    public static void GradeFailures(IReadOnlyList<Candidate> candidates)
    {
        foreach (var failure in candidates.Where(candidate => candidate.Cause is not null && OfJobs.Contains(candidate.Diagnosis.Id)))
        {
            var cause = failure.Cause!; // By the condition.
            if (!(cause.Severity >= failure.Severity))
            {
                // Why its price gave it less is no reason for what it has now.
                (cause.Severity, cause.SeverityReason) = (failure.Severity, null);
            }
        }
    }

    /// <summary>By stage: positions of the causes that are about it, ascending. A cause that needs no stage is looked for by itself.</summary>
    private static Dictionary<int, List<int>> ByStage(List<Candidate> possible)
    {
        var byStage = new Dictionary<int, List<int>>();
        for (var position = 0; position < possible.Count; position++)
        {
            foreach (var stage in NeedsStage(possible[position]) ? possible[position].Suspicion.Stages : [])
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(byStage, stage, out _) ??= []).Add(position);
            }
        }

        return byStage;
    }

    /// <summary>The first cause that fits a consequence; null when none does.</summary>
    private static Candidate? FirstOf(List<Candidate> possible, List<int> anywhere, Dictionary<int, List<int>> byStage, Candidate consequence)
    {
        var first = anywhere.Where(position => possible[position] != consequence && Explains(possible[position], consequence)).Append(possible.Count).First();
        foreach (var stage in consequence.Suspicion.Stages)
        {
            foreach (var position in byStage.GetValueOrDefault(stage) ?? [])
            {
                if (position >= first || (possible[position] != consequence && !IsCheaperSide(possible[position], consequence)))
                {
                    first = Math.Min(first, position);
                    break;
                }
            }
        }

        return first < possible.Count ? possible[first] : null;
    }

    private static bool IsCheaperSide(Candidate cause, Candidate consequence) =>
        (TooFewTasks.Contains(cause.Diagnosis.Id) || TooFewTasks.Contains(consequence.Diagnosis.Id)) && cause.Core.Expected < consequence.Core.Expected;

    /// <summary>Whether a cause explains only what is in its stages; a line of Python explains only its own error.</summary>
    private static bool NeedsStage(Candidate cause) => cause.Diagnosis.Id != "FAIL009" && !Anywhere.Contains(cause.Diagnosis.Id);

    /// <summary>
    /// Whether a cause that needs no common stage is about the same work; executors that were let go explain only waits behind that, and the death of some no loss of what others held.
    /// </summary>
    private static bool Explains(Candidate cause, Candidate consequence) =>
        (cause.Diagnosis.Id is not ("FAIL009" or "EXEC004") || cause.Suspicion.SameAs == consequence.Suspicion.SameAs)
        && (cause.Suspicion.LostExecutors.Count == 0 || consequence.Suspicion.LostExecutors.Count == 0 || cause.Suspicion.LostExecutors.Overlaps(consequence.Suspicion.LostExecutors));

    private static void Move(Candidate consequence, Candidate cause)
    {
        // A consequence keeps the severity of its own price; the cause is graded by the price of both.
        (consequence.OwnCore, consequence.OwnWall) = (consequence.Core, consequence.Wall);
        consequence.Cause = cause;
        cause.Consequences.Add(consequence);
        if (Explanations.Contains(consequence.Diagnosis.Id))
        {
            Explain(cause.Suspicion, consequence.Suspicion);
        }

        cause.Core += consequence.Core;
        cause.Wall += consequence.Wall;
    }

    private static void Explain(Suspicion skew, Suspicion explanation)
    {
        foreach (var remedy in explanation.Remedies.Where(remedy => remedy.Question is not null).Reverse())
        {
            skew.Remedies.Insert(0, remedy);
        }
    }
}
