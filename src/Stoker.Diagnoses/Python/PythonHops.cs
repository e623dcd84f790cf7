using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON004: rows go to Python and back more than once on their way through a stage.</summary>
internal static class PythonHops
{
    public const string Id = "PYTHON004";

    public static readonly Diagnosis Diagnosis = new(Id, "Several Python hops in one stage", Rank.Python, Check) { Limits = [PythonThresholds.Share, PythonThresholds.Rows] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var plan in inspection.Plans)
        {
            var chains = plan.Operators.Where(PythonNodes.IsPython).Select(Chain).Where(chain => chain.Count > 1).ToList();
            foreach (var chain in chains.Where(chain => !chains.Exists(other => other.Count > chain.Count && other.Contains(chain[0]))))
            {
                Check(inspection, report, chain);
            }
        }
    }

    private static void Check(Inspection inspection, Report report, List<PlanOperator> chain)
    {
        List<StageWork> stages = [.. chain[0].Stages.Where(stage => chain.TrueForAll(node => node.Stages.Contains(stage)))];
        var rows = chain.Max(node => node.OutputRows ?? 0);
        var runMs = stages.Sum(stage => stage.RunMs);
        var pythonMs = stages.Sum(stage => stage.PythonMs);
        var limit = inspection.ValueOf(Id, PythonThresholds.Share);
        if (stages.Count == 0 || rows < inspection.ValueOf(Id, PythonThresholds.Rows) || pythonMs < limit * runMs)
        {
            return;
        }

        var repeated = Repeated(chain);
        var suspicion = new Suspicion(chain[0].Place, repeated is null ? Confidence.Medium : Confidence.High) { MostSeverity = Severity.Major };
        suspicion.RelatedPlaces.AddRange(chain.Skip(1).Select(node => node.Place));
        suspicion.Prove("pythonOperators", chain.Count, EvidenceUnit.Count)
            .Prove("rows", rows, EvidenceUnit.Rows)
            .Prove("functions", string.Join(", ", chain.SelectMany(PythonNodes.FunctionsOf).Distinct().Take(5)))
            .Prove("pythonShare", pythonMs / Math.Max(1, runMs), EvidenceUnit.Ratio, null, new Threshold(PythonThresholds.Share.Name, Comparison.AtLeast, limit));
        if (repeated is null)
        {
            suspicion.Doubt("what crosses for the second hop is priced at 200 MB a second, whatever this machine has");
        }
        else
        {
            suspicion.Prove("calledTwice", PlanText.WithoutIds(repeated.Length > 80 ? repeated[..80] + "…" : repeated));
        }

        foreach (var stage in stages)
        {
            inspection.Relate(suspicion, stage);
            Claim(inspection, suspicion, chain, stage, repeated is not null);
        }

        suspicion.Advise(repeated is null
                ? "Do in one function what these do one by one: one UDF that returns a struct, or UDFs of one kind, which Spark runs in one hop."
                : "Spark evaluates a function for a filter on its column and again for the column: mark the UDF with asNondeterministic(), so that it runs once, or cache the column before the filter.")
            .Advise("Write what can be written with built-in functions; then no hop is left.");
        report.Add(suspicion);
    }

    /// <summary>Without a second call, only what crosses for the other hops is saved; with it, one evaluation.</summary>
    private static void Claim(Inspection inspection, Suspicion suspicion, List<PlanOperator> chain, StageWork stage, bool isRepeated)
    {
        var one = inspection.Ledger.Of(stage, Bucket.Python) / chain.Count;
        if (isRepeated)
        {
            suspicion.Claim(stage, Bucket.Python, one * 0.5, one * 0.8, one).ClaimArea(stage);
            return;
        }

        var crossing = Math.Min(one * (chain.Count - 1), chain.Skip(1).Sum(node => UdfSearch.CrossingMs(node, stage)));
        suspicion.Claim(stage, Bucket.Python, crossing * 0.3, crossing * 0.6, crossing).ClaimArea(stage);
    }

    /// <summary>A Python node and those below that its rows passed before, without a shuffle between; a join passes on the rows of its side that is not broadcast.</summary>
    private static List<PlanOperator> Chain(PlanOperator top)
    {
        List<PlanOperator> chain = [];
        for (var at = top; at is not null && !Exchanges.IsShuffle(at);)
        {
            if (PythonNodes.IsPython(at))
            {
                chain.Add(at);
            }

            List<PlanOperator> inputs = [.. at.Inputs.Where(input => !Exchanges.IsBroadcast(input))];
            at = inputs.Count == 1 ? inputs[0] : null;
        }

        return chain;
    }

    /// <summary>A call that two of the nodes make, alone or within another one; null when there is none.</summary>
    private static string? Repeated(List<PlanOperator> chain)
    {
        for (var upper = 0; upper < chain.Count; upper++)
        {
            foreach (var call in PythonCalls.Of(chain[upper]))
            {
                if (chain.Where((_, index) => index != upper).SelectMany(PythonCalls.Of).Any(other => other.Contains(call, StringComparison.Ordinal)))
                {
                    return call;
                }
            }
        }

        return null;
    }
}
