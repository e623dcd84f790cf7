using System.Globalization;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Findings.Tracing;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON013 where the program's source is at hand: it says whether a function captures something large, the log what its tasks pay (decision 0099).</summary>
internal static class ClosureWitness
{
    /// <summary>What a task pays to reach a Python worker and back when its function does nothing, ms: 46 to 61 at the median on the lab's machine, 13 where Python waits for nothing.</summary>
    private static readonly Estimate ToPython = new(15, 50, 60);

    /// <summary>The same before Spark 4.0: 74 to 79 at the median.</summary>
    private static readonly Estimate ToPythonBefore4 = new(40, 75, 90);

    /// <summary>What unpacking takes for each entry, ms: 0.04 µs for short texts on a machine at rest, 3.4 µs for pairs on one with ten programs a CPU.</summary>
    private static readonly Estimate PerEntry = new(0.000_04, 0.001, 0.005);

    /// <summary>What unpacking takes for each byte of a text or an array, ms: 0.4 ns where Python 3.11 has the CPU to itself. [derived: the spread is that of <see cref="PerEntry"/>]</summary>
    private static readonly Estimate PerByte = new(0.000_000_1, 0.000_000_5, 0.000_005);

    /// <summary>Share of what tasks pay beyond starting that unpacking is, where nobody knows how large the closure is.</summary>
    private static readonly Estimate OfUnknownSize = new(0.1, 0.5, 1);

    /// <summary>The most that is expected of a closure whose size nobody knows, ms.</summary>
    private const double MostOfUnknownSizeMs = 500;

    /// <summary>Share of the run from which what the source proves is worth a change.</summary>
    private const double MinorShare = 0.05;

    /// <summary>What the source says of a stage; absent when there is none, or what the tasks pay is not worth asking.</summary>
    public static ClosureTestimony? Ask(Inspection inspection, StageWork stage, List<long> times)
    {
        var most = (times[times.Count / 2] - StartOf(inspection).Low) * (stage.TaskCount - Math.Ceiling(inspection.SlotsOf(stage)));
        return inspection.Program is { } program && most >= inspection.ValueOf(LargeClosure.Id, PythonThresholds.WitnessedMs) && StagePlaces.CallSiteOf(stage.Stage.Name) is { } line
            ? program.ClosureOf(StagePlaces.MethodOf(stage.Stage.Name), line.File, line.Line)
            : null;
    }

    /// <summary>The finding on a stage whose functions capture something large; absent when its tasks pay no more than such that do nothing.</summary>
    public static Suspicion? Suspect(Inspection inspection, StageWork stage, List<long> times, ClosureTestimony testimony)
    {
        var median = times[times.Count / 2];
        var beyond = median - StartOf(inspection).Expected;
        if (beyond <= 0 || IsClock(times))
        {
            return null;
        }

        var isSized = testimony.Entries is not null || testimony.Bytes is not null;
        var suspicion = inspection.Suspect(stage, isSized ? Confidence.Medium : Confidence.Low);
        suspicion.Doubt((isSized ? "what tasks pay beyond starting is taken for it" : "the source does not say how large it is") + ", and a function that computes pays too" + (testimony.Doubt is { } doubt ? "; " + doubt : ""));
        suspicion.IsOfCode = true;
        Prove(inspection, suspicion, stage, testimony, beyond);
        var cost = CostOf(inspection, median, testimony);
        var tasks = stage.TaskCount - Math.Ceiling(inspection.SlotsOf(stage));
        var share = tasks / Math.Max(1, stage.DurationMs);
        suspicion.ClaimRun(inspection.Ledger, stage, Math.Min(1, cost.Low * share), Math.Min(1, cost.Expected * share), Math.Min(1, cost.High * share));
        var isWorthAChange = IsWorthAChange(inspection, cost.Expected * tasks / inspection.SlotsOf(stage));
        suspicion.MostSeverity = isSized ? null : Severity.Minor;
        suspicion.LeastSeverity = !isWorthAChange ? null : isSized ? Severity.Minor : Severity.Info; // It is captured: to say nothing of it would say that nothing is.

        return suspicion;
    }

    /// <summary>What would let the rule tell where neither memory nor source does.</summary>
    public static string Needs(StageWork stage, ClosureTestimony? testimony)
    {
        const string Polls = "spark.executor.metrics.pollingInterval=500ms";
        if (StagePlaces.CallSiteOf(stage.Stage.Name) is not { } line || testimony is { Answer: ClosureAnswer.Unknown })
        {
            return Polls;
        }

        var source = testimony?.Answer switch
        {
            ClosureAnswer.Unreadable => $"{Path.GetFileName(line.File)} that Python 3.8 or later can parse",
            ClosureAnswer.Contradicted => "--source FILE, the one that ran",
            ClosureAnswer.OtherSource => $"--source DIR that holds {Path.GetFileName(line.File)} as it ran",
            _ => $"--source DIR that holds {Path.GetFileName(line.File)}",
        };
        return $"{source}, or {Polls}";
    }

    private static void Prove(Inspection inspection, Suspicion suspicion, StageWork stage, ClosureTestimony testimony, double beyondMs)
    {
        suspicion.Prove("captures", testimony.Name ?? "", testimony.BoundAt);
        if (testimony.BoundAt is { } bound)
        {
            suspicion.RelatedPlaces.Add(bound);
            suspicion.SameAs = string.Create(CultureInfo.InvariantCulture, $"{bound.File}:{bound.Line} {testimony.Name}");
        }

        suspicion.Prove("madeBy", testimony.MadeBy ?? "", testimony.BoundAt)
            .Prove("readFrom", testimony.File ?? "", testimony.BoundAt)
            .Prove("fixedCost", beyondMs, EvidenceUnit.Milliseconds)
            .Prove("tasks", stage.TaskCount, EvidenceUnit.Count);
        if (testimony.Entries is { } entries)
        {
            suspicion.Prove("entries", entries, EvidenceUnit.Count, testimony.BoundAt);
        }

        if (testimony.Bytes is { } bytes)
        {
            suspicion.Prove("size", bytes, EvidenceUnit.Bytes, testimony.BoundAt);
        }

        suspicion.Prove("emptyPythonTask", StartOf(inspection).Expected, EvidenceUnit.Milliseconds);
    }

    /// <summary>What a task pays for the closure, ms.</summary>
    private static Estimate CostOf(Inspection inspection, long median, ClosureTestimony testimony)
    {
        var start = StartOf(inspection);
        var (least, expected, most) = (Math.Max(0, median - start.High), median - start.Expected, median - start.Low);
        return testimony.Entries is { } count ? AtMost(least, expected, most, count, PerEntry)
            : testimony.Bytes is { } bytes ? AtMost(least, expected, most, bytes, PerByte)
            : new Estimate(least * OfUnknownSize.Low, Math.Min(expected * OfUnknownSize.Expected, MostOfUnknownSizeMs), most * OfUnknownSize.High);
    }

    private static Estimate AtMost(double least, double expected, double most, long count, Estimate each) =>
        new(Math.Min(least, count * each.Low), Math.Min(expected, count * each.Expected), Math.Min(most, count * each.High));

    private static bool IsWorthAChange(Inspection inspection, double wallMs) =>
        inspection.WallMs >= 5_000 && wallMs >= 500 && wallMs >= MinorShare * inspection.WallMs;

    /// <summary>Within 3 % of each other, tasks wait for a clock.</summary>
    private static bool IsClock(List<long> times) => times[times.Count * 9 / 10] - times[times.Count / 10] <= times[times.Count / 2] * 0.03;

    private static Estimate StartOf(Inspection inspection) => inspection.Settings.Version >= new SparkVersion(4, 0) ? ToPython : ToPythonBefore4;
}
