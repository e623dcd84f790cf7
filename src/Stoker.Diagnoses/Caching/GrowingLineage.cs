using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Caching;

/// <summary>CACHE008: each pass of a loop builds on all passes before it, so that its lineage, and its time, grow.</summary>
internal static class GrowingLineage
{
    public const string Id = "CACHE008";

    public static readonly Diagnosis Diagnosis = new(Id, "Iterations grow the lineage", Rank.Plan, Check)
    {
        Limits =
        [
            CacheThresholds.Iterations,
            CacheThresholds.GrowthRatio,
            CacheThresholds.FitShare,
            CacheThresholds.ReuseMinMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsStreaming)
        {
            return;
        }

        foreach (var line in Passes(inspection).GroupBy(pass => pass.Line, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            foreach (var loop in Loops([.. line.OrderBy(pass => pass.StartMs)]))
            {
                if (loop.Count >= inspection.ValueOf(Id, CacheThresholds.Iterations) && Suspect(inspection, loop) is { } suspicion)
                {
                    report.Add(suspicion);
                }
            }
        }
    }

    /// <summary>Runs of passes that never get smaller: PySpark often names no line, so that two loops share a name, and a checkpoint begins anew.</summary>
    private static IEnumerable<List<Pass>> Loops(List<Pass> passes)
    {
        List<Pass> loop = [];
        foreach (var pass in passes)
        {
            if (loop.Count > 0 && pass.Size < loop[^1].Size)
            {
                yield return loop;
                loop = [];
            }

            loop.Add(pass);
        }

        yield return loop;
    }

    private static Suspicion? Suspect(Inspection inspection, List<Pass> passes)
    {
        var third = passes.Count / 3;
        var (firstSize, lastSize) = (passes.Take(third).Average(pass => pass.Size), passes.TakeLast(third).Average(pass => pass.Size));
        var first = passes.Take(third).Min(pass => pass.EndMs - pass.StartMs);
        var extra = passes.Sum(pass => Math.Max(0, pass.EndMs - pass.StartMs - first));
        var (slope, fit) = StraightLine.Through(passes.ConvertAll(pass => (double)(pass.EndMs - pass.StartMs)));
        if (lastSize < inspection.ValueOf(Id, CacheThresholds.GrowthRatio) * Math.Max(1, firstSize) || slope <= 0 || fit < inspection.ValueOf(Id, CacheThresholds.FitShare)
            || extra < inspection.ValueOf(Id, CacheThresholds.ReuseMinMs))
        {
            return null;
        }

        var suspicion = new Suspicion(StagePlaces.CallSiteOf(passes[0].Line) ?? (Place)new ApplicationPlace(), Confidence.Medium);
        suspicion.Doubt("that one pass builds on the one before is inferred from the number of stages and their time");
        suspicion.Prove("passes", passes.Count, EvidenceUnit.Count)
            .Prove(passes[0].IsPlan ? "firstPlanNodes" : "firstStages", passes[0].Size, EvidenceUnit.Count)
            .Prove(passes[0].IsPlan ? "lastPlanNodes" : "lastStages", passes[^1].Size, EvidenceUnit.Count)
            .Prove("firstPass", passes[0].EndMs - passes[0].StartMs, EvidenceUnit.Milliseconds)
            .Prove("lastPass", passes[^1].EndMs - passes[^1].StartMs, EvidenceUnit.Milliseconds)
            .Prove("fit", fit, EvidenceUnit.Ratio, null, new Threshold(CacheThresholds.FitShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, CacheThresholds.FitShare)));
        Price(inspection, suspicion, passes, first);
        return suspicion.Advise("Cut the lineage every few passes: df = df.localCheckpoint() (or checkpoint(), which survives the loss of an executor); of an RDD rdd.checkpoint() before its action.")
            .Advise("Cache what a pass hands to the next, and unpersist() what the pass before it handed on.");
    }

    /// <summary>Of each pass the part that it takes longer than the fastest of the first ones: of the work of its stages, and of the pauses in it.</summary>
    private static void Price(Inspection inspection, Suspicion suspicion, List<Pass> passes, long firstMs)
    {
        foreach (var pass in passes)
        {
            var share = Math.Max(0, 1 - (firstMs / (double)Math.Max(1, pass.EndMs - pass.StartMs)));
            foreach (var stage in pass.Stages.Where(_ => share > 0))
            {
                suspicion.ClaimRun(inspection.Ledger, stage, share * 0.3, share * 0.6, share * 0.9);
            }

            foreach (var gap in share > 0 ? ExplainedGaps.Within(inspection, pass.StartMs, pass.EndMs) : [])
            {
                suspicion.ClaimGap(gap, share * 0.3, share * 0.6, share * 0.9);
            }
        }
    }

    /// <summary>Executions by the size of their plan, and jobs outside of them by their stages, skipped ones included: those are lineage too.</summary>
    private static IEnumerable<Pass> Passes(Inspection inspection)
    {
        foreach (var plan in inspection.Plans)
        {
            if (plan.Execution is { StartTime: { } start, EndTime: { } end, Jobs.Count: > 0 } execution && plan.Operators.Count > 0)
            {
                yield return new Pass(execution.Description, start.EpochMilliseconds, end.EpochMilliseconds, plan.Operators.Count, true, [.. plan.Stages]);
            }
        }

        foreach (var job in inspection.Application.Jobs)
        {
            if (job is { Execution: null, Status: JobStatus.Succeeded, SubmissionTime: { } start, CompletionTime: { } end })
            {
                yield return new Pass(job.CallSite ?? job.Name, start.EpochMilliseconds, end.EpochMilliseconds, job.Stages.Count, false, [.. job.Stages.SelectMany(inspection.AttemptsOf).Where(stage => stage.Stage.Jobs.Contains(job.Id))]);
            }
        }
    }

    /// <summary>A pass of a loop.</summary>
    private sealed record Pass(string Line, long StartMs, long EndMs, int Size, bool IsPlan, IReadOnlyList<StageWork> Stages);
}
