using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF007: an aggregation before the shuffle leaves nearly as many rows as it gets: almost each row is a group of its own.</summary>
internal static class UnreducedAggregate
{
    public const string Id = "SHUF007";

    public static readonly Diagnosis Diagnosis = new(Id, "Partial aggregation does not reduce", Rank.Plan, Check)
    {
        Limits =
        [
            ShuffleThresholds.UnreducedShare,
            ShuffleThresholds.UnreducedRows,
            ShuffleThresholds.BuildShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var aggregate in inspection.Operators.Where(IsPartial))
        {
            if (aggregate.OutputRows is not { } output || JoinRows(aggregate) is not { } input || output > input
                || output < inspection.ValueOf(Id, ShuffleThresholds.UnreducedRows) || output < inspection.ValueOf(Id, ShuffleThresholds.UnreducedShare) * input)
            {
                continue;
            }

            var buildMs = aggregate.TotalMs("time in aggregation build") ?? 0;
            var stages = aggregate.Stages;
            if (buildMs <= 0 || buildMs < inspection.ValueOf(Id, ShuffleThresholds.BuildShare) * stages.Sum(stage => (double)stage.RunMs))
            {
                continue;
            }

            // The grouping of a count(DISTINCT) is Spark's own: whoever needs the number cannot leave it out.
            var isCounted = CountsDistinct(aggregate);
            var suspicion = new Suspicion(aggregate.Place, Confidence.Medium) { MostSeverity = isCounted ? Severity.Info : Severity.Minor };
            suspicion.Doubt("what aggregating after the shuffle only would cost is not measured");
            suspicion.Prove("rowsIn", input, EvidenceUnit.Rows)
                .Prove("rowsOut", output, EvidenceUnit.Rows)
                .Prove("buildTime", buildMs, EvidenceUnit.CoreMilliseconds)
                .Prove("aggregate", PlanText.WithoutIds(aggregate.Text));

            // The time to build holds that of what feeds it: how much of it is hashing is not measured, and less where functions are costly.
            var share = FeedsCostlyWork(aggregate) ? 0.1 : 0.3;
            foreach (var stage in stages)
            {
                suspicion.RelatedPlaces.Add(new StagePlace(stage.Stage.Id));
                inspection.Relate(suspicion, stage);
                var build = Math.Min(buildMs / stages.Count, inspection.Ledger.Of(stage, Bucket.Compute));
                suspicion.Claim(stage, Bucket.Compute, build * share / 3, build * share, build * share * 2).ClaimArea(stage);
            }

            report.Add(isCounted
                ? suspicion.Advise("Count rows, count(*), where the ids are unique anyway; approx_count_distinct() where some per cent do not matter.")
                : suspicion.Advise("Ask whether the grouping is needed: its keys are almost unique. Drop a distinct() or dropDuplicates() over rows that are unique already.")
                .Advise("Where duplicates are meant, name the columns that make a row unique, dropDuplicates([\"id\"]), instead of all of them."));
        }
    }

    private static long? JoinRows(PlanOperator aggregate) => aggregate.Inputs is [var input] ? JoinSides.RowsOf(input) : null;

    /// <summary>Whether a hash aggregation feeds a shuffle by its keys.</summary>
    private static bool IsPartial(PlanOperator node)
    {
        if (node.Name != "HashAggregate" || node.Readers.Count != 1)
        {
            return false;
        }

        var reader = node.Readers[0];
        while (reader is { Name: "Project", Readers: [var next] })
        {
            reader = next;
        }

        return Exchanges.IsShuffle(reader) && reader.Text.Contains("hashpartitioning", StringComparison.Ordinal) && !Exchanges.IsAsked(reader) && IsGroupedAs(node, reader);
    }

    /// <summary>Whether the shuffle is the aggregation's own: its keys are those of the grouping. Another one, of a join above, follows a finished aggregation.</summary>
    private static bool IsGroupedAs(PlanOperator aggregate, PlanOperator exchange)
    {
        var final = Exchanges.ConsumerOf(exchange);
        return final?.Name == "HashAggregate" && KeysOf(final.Text) is { } keys && keys == KeysOf(aggregate.Text);
    }

    /// <summary>Whether the groups are those of distinct values that the aggregations above count or sum.</summary>
    private static bool CountsDistinct(PlanOperator aggregate)
    {
        for (var at = aggregate.Readers.FirstOrDefault(); at is not null; at = at.Readers.FirstOrDefault())
        {
            if (at.Name == "HashAggregate" && at.Text.Contains("(distinct ", StringComparison.Ordinal))
            {
                return true;
            }

            if (at.Name != "HashAggregate" && !Exchanges.IsShuffle(at) && !Exchanges.IsPassing(at))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether the rows are hashed, parsed or called for on their way to the aggregation, in the same stage.</summary>
    private static bool FeedsCostlyWork(PlanOperator aggregate)
    {
        for (var at = aggregate.Inputs is [var first] ? first : null; at is not null && !Exchanges.IsShuffle(at); at = at.Inputs is [var next] ? next : null)
        {
            if (PythonNodes.IsPython(at) || CostlyCalls.In(at.Text).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static string? KeysOf(string text)
    {
        var start = text.IndexOf("(keys=[", StringComparison.Ordinal);
        var end = text.IndexOf("], functions=", StringComparison.Ordinal);
        return start >= 0 && end > start ? PlanText.WithoutIds(text[start..end]) : null;
    }
}
