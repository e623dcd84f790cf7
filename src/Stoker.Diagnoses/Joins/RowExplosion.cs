using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Joins;

/// <summary>JOIN003: an equi-join multiplies rows.</summary>
internal static class RowExplosion
{
    public const string Id = "JOIN003";

    public static readonly Diagnosis Diagnosis = new(Id, "A join multiplies rows", Rank.DataShape, Check)
    {
        Limits =
        [
            JoinThresholds.ExplodeRatio,
            JoinThresholds.ExplodeRows,
            JoinThresholds.WastedRatio,
            JoinThresholds.WastedRows,
            JoinThresholds.KeptShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var join in inspection.Operators.Where(JoinSides.IsEqui))
        {
            if (join.OutputRows is not { } output || JoinSides.RowsOf(join.Inputs[0]) is not { } left || JoinSides.RowsOf(join.Inputs[1]) is not { } right)
            {
                continue;
            }

            var larger = Math.Max(1, Math.Max(left, right));
            var ratio = output / (double)larger;
            var waster = WasterOf(inspection, join, output);
            var limit = waster is null ? JoinThresholds.ExplodeRatio : JoinThresholds.WastedRatio;
            if (ratio < inspection.ValueOf(Id, limit) || output < inspection.ValueOf(Id, waster is null ? JoinThresholds.ExplodeRows : JoinThresholds.WastedRows))
            {
                continue;
            }

            var suspicion = new Suspicion(join.Place, Confidence.High);
            suspicion.Prove("leftRows", left, EvidenceUnit.Rows).Prove("rightRows", right, EvidenceUnit.Rows).Prove("outputRows", output, EvidenceUnit.Rows)
                .Prove("outputRatio", ratio, EvidenceUnit.Ratio, null, new Threshold(limit.Name, Comparison.AtLeast, inspection.ValueOf(Id, limit)))
                .Prove("join", PlanText.WithoutIds(join.Text));
            var share = 1 - (1 / ratio);
            foreach (var stage in join.RunStages)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, share * 0.5, share * 0.85, share);
            }

            if (waster is not null)
            {
                Blame(inspection, suspicion, waster, output);
            }

            suspicion.AdviseIf(
                    "Is one row for each key meant on one side, so that the others may be dropped?",
                    "Make the key unique on one side first (dropDuplicates, or aggregate it), or join on the whole key.")
                .AdviseIf("Does the program look only at whether a match exists, or only at sums over the matches?", "Use a left_semi join for existence; for sums, aggregate before the join.");
            report.Add(suspicion);
        }
    }

    /// <summary>The join further up, in the same stage, that keeps few of the rows: they were made for nothing. Null when there is none.</summary>
    private static PlanOperator? WasterOf(Inspection inspection, PlanOperator join, long output)
    {
        for (var at = join.Readers.FirstOrDefault(); at is not null && !Exchanges.IsShuffle(at) && !Exchanges.IsBroadcast(at); at = at.Readers.FirstOrDefault())
        {
            if (at.OutputRows is not { } kept)
            {
                continue;
            }

            if (kept <= inspection.ValueOf(Id, JoinThresholds.KeptShare) * output)
            {
                return JoinSides.IsEqui(at) && JoinSides.TypeOf(at) is "Inner" or "LeftSemi" ? at : null; // What a condition or an aggregate drops, no other order of joins would have.
            }
        }

        return null;
    }

    private static void Blame(Inspection inspection, Suspicion suspicion, PlanOperator waster, long output)
    {
        var kept = waster.OutputRows!.Value; // It was found by it.
        suspicion.RelatedPlaces.Add(waster.Place);
        suspicion.Evidence.Insert(3, EvidenceItem.Of("keptRows", kept, EvidenceUnit.Rows, waster.Place, new Threshold(JoinThresholds.KeptShare.Name, Comparison.AtMost, inspection.ValueOf(Id, JoinThresholds.KeptShare) * output)));
        suspicion.Advise($"The join of node {waster.Id}, {CellOf(waster)}, throws most of these rows away: join its table to one side first, and make its key part of this join.");
    }

    /// <summary>The join with its keys and kind, as <c>BroadcastHashJoin [week], [week], Inner</c>: as many parts as fit, none cut.</summary>
    private static string CellOf(PlanOperator join)
    {
        const int Longest = 80;
        var parts = PlanText.SplitTopLevel(PlanText.WithoutIds(join.Text));
        var text = parts.Count == 0 ? join.Name : parts[0];
        foreach (var part in parts.Skip(1).TakeWhile(part => part.Length > 0))
        {
            if (text.Length + part.Length + 2 > Longest)
            {
                break;
            }

            text += ", " + part;
        }

        return text.Length > Longest ? join.Name : text;
    }
}
