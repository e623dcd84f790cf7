using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Shuffles;

/// <summary>SHUF001: the same data is shuffled again and again, by different executions or within one.</summary>
internal static class RepeatedExchange
{
    public const string Id = "SHUF001";

    public static readonly Diagnosis Diagnosis = new(Id, "The same data is shuffled again and again", Rank.Plan, Check)
    {
        Limits =
        [
            ShuffleThresholds.RepeatedBytes,
            ShuffleThresholds.ReuseMinMs,
        ],
    };

    /// <summary>Whether all of some executions are in one group of repeated shuffles.</summary>
    public static bool Covers(Inspection inspection, IReadOnlyList<QueryPlan> plans) =>
        inspection.RepeatedShuffles.Any(group => plans.All(plan => group.Any(exchange => exchange.Plan == plan)));

    /// <summary>
    /// Shuffles of equal signature that were really written, in different executions (trap T07: skipped ones cost nothing). Where rows are aggregated before a
    /// small shuffle, it is the work below that is repeated, and where all do the same behind it, that too: both are CACHE001's.
    /// </summary>
    internal static List<List<PlanOperator>> Groups(Inspection inspection)
    {
        var large = inspection.ShuffleGroups.Where(group => IsLarge(inspection, group) && !IsAggregated(inspection, group[0])).ToList();

        // Queries that go different ways behind one of their shuffles share all before it.
        var apart = large.Where(group => !inspection.WorkBehindShuffles.ContainsKey(group)).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return [.. large.Where(group => apart.Contains(KeyOf(group)))];
    }

    /// <summary>Whether the rows of a shuffle were aggregated before, to less than what is a large shuffle.</summary>
    internal static bool IsAggregated(Inspection inspection, PlanOperator exchange) =>
        exchange.Inputs is [var input] && input.Nearest(node => node.Name is not ("Project" or "Sort" or "InputAdapter"))?.Name.EndsWith("Aggregate", StringComparison.Ordinal) == true
        && (exchange.Total("data size") ?? 0) < inspection.ValueOf(Id, ShuffleThresholds.RepeatedBytes);

    /// <summary>All shuffles of equal signature in different executions, by their signature.</summary>
    internal static List<List<PlanOperator>> AllGroups(Inspection inspection) => [.. Alike(inspection).Where(group => group.Exists(exchange => exchange.Plan != group[0].Plan))];

    /// <summary>Such as one execution alone wrote several times: Spark reuses an exchange only when it is equal to the last column.</summary>
    private static List<List<PlanOperator>> WithinOne(Inspection inspection) => [.. Alike(inspection)
        .Where(group => group.TrueForAll(exchange => exchange.Plan == group[0].Plan) && IsLarge(inspection, group) && group.Skip(1).All(exchange => !exchange.WritingStages.Intersect(group[0].WritingStages).Any()))];

    private static List<List<PlanOperator>> Alike(Inspection inspection)
    {
        if (inspection.IsStreaming)
        {
            return [];
        }

        var signatures = new PlanSignatures();
        var groups = new Dictionary<string, List<PlanOperator>>(StringComparer.Ordinal);
        foreach (var exchange in inspection.Operators.Where(node => Exchanges.IsShuffle(node) && node.WritingStages.Count > 0 && !ReadsCache(node)))
        {
            (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(groups, signatures.Of(exchange), out _) ??= []).Add(exchange);
        }

        return
        [
            .. groups.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Where(group => group.Count > 1),
        ];
    }

    /// <summary>Whether a cached relation feeds it: what is below that ran once (trap T21).</summary>
    private static bool ReadsCache(PlanOperator exchange) => exchange.Below().Any(node => node.ReadsCache);

    private static bool IsLarge(Inspection inspection, List<PlanOperator> group) =>
        (group[0].Total("data size") ?? 0) >= inspection.ValueOf(Id, ShuffleThresholds.RepeatedBytes)
        || group.Skip(1).Sum(exchange => exchange.WritingStages.Sum(stage => stage.RunMs)) >= inspection.ValueOf(Id, ShuffleThresholds.ReuseMinMs);

    /// <summary>Queries that repeat one another do so with each of their shuffles: one cause.</summary>
    private static string KeyOf(List<PlanOperator> group) => string.Join(',', group.Select(exchange => exchange.Plan.Execution.Id.Value).Distinct().Order());

    /// <summary>
    /// What is shuffled once is also fetched and sorted once, where a join or window sorts it, and often worked on together: twins did all windows over it in the time of one. At most all
    /// that its readers do.
    /// </summary>
    private static void ClaimReading(Inspection inspection, Suspicion suspicion, PlanOperator exchange)
    {
        var sort = exchange.Readers.FirstOrDefault();
        while (sort is { Name: not "Sort", Readers.Count: > 0 } && Exchanges.IsPassing(sort))
        {
            sort = sort.Readers[0];
        }

        var sortMs = sort is { Name: "Sort" } ? sort.TotalMs("sort time") ?? 0 : 0;
        foreach (var stage in exchange.ReadingStages)
        {
            var (wait, compute) = (inspection.Ledger.Of(stage, Bucket.FetchWait), inspection.Ledger.Of(stage, Bucket.Compute));
            inspection.Relate(suspicion, stage);
            suspicion.Claim(stage, Bucket.FetchWait, 0, wait * 0.5, wait)
                .Claim(stage, Bucket.Compute, 0, Math.Max(compute * 0.35, Math.Min(sortMs / exchange.ReadingStages.Count, compute * 0.5)), compute * 0.95)
                .ClaimArea(stage);
        }
    }

    private static void Check(Inspection inspection, Report report)
    {
        UnreadPlans.Report(inspection, report);
        foreach (var group in inspection.RepeatedShuffles)
        {
            report.Add(Suspect(inspection, group)
                .Advise($"Shuffle once and keep it: df = df.repartition({KeyToWrite(group[0])}).cache() before the queries that join or group by that key.")
                .Advise("Or keep the table bucketed by the key, or do the queries in one."));
        }

        foreach (var group in WithinOne(inspection))
        {
            report.Add(Suspect(inspection, group)
                .Advise("Make both uses read the same DataFrame, with the same columns selected before the join or group: Spark then reuses the exchange, unless spark.sql.exchange.reuse is off.")
                .Advise($"Or shuffle once and keep it: df = df.repartition({KeyToWrite(group[0])}).cache() before it is used twice."));
        }
    }

    private static string KeyToWrite(PlanOperator exchange) => Exchanges.ColumnsOf(exchange) ?? "\"key\"";

    private static Suspicion Suspect(Inspection inspection, List<PlanOperator> group)
    {
        var first = group[0];
        var isCut = first.Below().Any(node => PlanText.IsCut(node.Text));
        var suspicion = new Suspicion(first.Place, isCut ? Confidence.Medium : Confidence.High) { SameAs = KeyOf(group) };
        if (isCut)
        {
            suspicion.Doubt("the text of the plan is cut: what is cut off may differ");
        }

        suspicion.Prove("shuffles", group.Count, EvidenceUnit.Count)
            .Prove("dataSize", first.Total("data size") ?? 0, EvidenceUnit.Bytes)
            .Prove("partitioning", Exchanges.KeysOf(first));
        foreach (var exchange in group.Skip(1))
        {
            suspicion.RelatedPlaces.Add(exchange.Place);
            foreach (var stage in exchange.WritingStages)
            {
                inspection.Relate(suspicion, stage);
                suspicion.ClaimRun(inspection.Ledger, stage, 0.5, 0.8, 0.95);
            }

            ClaimReading(inspection, suspicion, exchange);
        }

        return suspicion;
    }
}
