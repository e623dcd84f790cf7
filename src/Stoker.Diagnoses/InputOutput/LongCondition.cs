using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO020: a condition as long as a table, an IN list or a chain of OR that a program wrote.</summary>
internal static class LongCondition
{
    public const string Id = "IO020";

    /// <summary>Spark shows this many entries of a list before it cuts (spark.sql.debug.maxToStringFields).</summary>
    private const int ShownFields = 25;

    /// <summary>Alternatives of a chain that take half of a stage.</summary>
    private const double HalfAlternatives = 200;

    /// <summary>Part of a stage that looking up in a list takes. On 4.3 a list of 600 took no measurable time.</summary>
    private const double ListShare = 0.03;

    public static readonly Diagnosis Diagnosis = new(Id, "A filter as long as a table", Rank.Plan, Check)
    {
        Limits =
        [
            InputOutputThresholds.ConditionLetters,
            InputOutputThresholds.Alternatives,
            InputOutputThresholds.ConditionWorkMs,
        ],
    };

    /// <summary>Whether a condition is as long as a table.</summary>
    public static bool IsLong(Inspection inspection, PlanOperator filter)
    {
        if (filter.Text.Length < inspection.ValueOf(Id, InputOutputThresholds.ConditionLetters) && PlanText.LeftOut(filter.Text) is null)
        {
            return false;
        }

        var (chained, listed) = AlternativesIn(filter.Text);
        return Math.Max(chained, listed) >= inspection.ValueOf(Id, InputOutputThresholds.Alternatives);
    }

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var filter in inspection.Operators.Where(node => node.Name == "Filter"))
        {
            if (!IsLong(inspection, filter))
            {
                continue;
            }

            var stage = filter.RunStages.FirstOrDefault(stage => stage.RunMs >= inspection.ValueOf(Id, InputOutputThresholds.ConditionWorkMs));
            var planned = inspection.SlowlyPlanned.FirstOrDefault(found => found.Plan == filter.Plan);
            if (stage is not null || planned is not null)
            {
                report.Add(Suspect(inspection, filter, AlternativesIn(filter.Text), stage, planned));
            }
        }
    }

    private static (int Chained, int Listed) AlternativesIn(string text) => (Count(text, " OR ") + 1, ListedIn(text));

    /// <summary>Entries of the lists in a condition: Spark makes a set of an IN with more than ten, and shows the first 25 of it.</summary>
    private static int ListedIn(string text)
    {
        var (listed, at) = (0, 0);
        while ((at = text.IndexOf(" more fields", at, StringComparison.Ordinal)) >= 0)
        {
            at += " more fields".Length;
            listed += ShownFields + (PlanText.LeftOut(text[..at]) is { } more ? more : 0);
        }

        return listed > 0 ? listed : text.Contains(" INSET ", StringComparison.Ordinal) || text.Contains(" IN (", StringComparison.Ordinal) ? Count(text, ",") + 1 : 0;
    }

    private static int Count(string text, string part)
    {
        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    private static Suspicion Suspect(Inspection inspection, PlanOperator filter, (int Chained, int Listed) alternatives, StageWork? stage, SlowPlanning.Planned? planned)
    {
        var isChain = alternatives.Chained >= inspection.ValueOf(Id, InputOutputThresholds.Alternatives);
        var suspicion = new Suspicion(filter.Place, Confidence.Medium) { MostSeverity = Severity.Major };
        suspicion.Doubt("what the condition itself costs of the stage is not measured");
        suspicion.Prove("alternatives", Math.Max(alternatives.Chained, alternatives.Listed), EvidenceUnit.Count, null, new Threshold(InputOutputThresholds.Alternatives.Name, Comparison.AtLeast, inspection.ValueOf(Id, InputOutputThresholds.Alternatives)))
            .Prove("conditionLetters", filter.Text.Length, EvidenceUnit.Count)
            .Prove("condition", PlanText.Shortened(filter.Text));
        if (stage is not null)
        {
            suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
            inspection.Relate(suspicion, stage);

            // A list is looked up in a hash set; a chain is compared one by one, and is often too long to be compiled. Measured on 4.3, 3 million rows: 43 % of
            // the stage with 150 alternatives and 75 % with 600, against a semi-join.
            var share = isChain ? alternatives.Chained / (alternatives.Chained + HalfAlternatives) : ListShare;
            suspicion.Prove("runTime", stage.RunMs, EvidenceUnit.CoreMilliseconds, new StagePlace(stage.Stage.Id));
            suspicion.ClaimRun(inspection.Ledger, stage, share * 0.3, share, Math.Min(0.95, share * 1.2));
        }

        if (planned is not null)
        {
            suspicion.Prove("planningTime", planned.PlanningMs, EvidenceUnit.Milliseconds, filter.Plan.Place);
            planned.Claim(suspicion);
        }

        return suspicion.Advise("Put the values into a DataFrame and keep the rows that match: df.join(F.broadcast(keys), \"k\", \"left_semi\").")
            .Advise("Of conditions on two columns give the keys both columns and join on both.");
    }
}
