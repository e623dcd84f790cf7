using Stoker.Advice.Comparison;
using Stoker.Advice.Verification;
using Stoker.Comparing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Stages;
using Stoker.Tests.Reports;
using Stoker.Verifying;

namespace Stoker.Tests.Advice.Verification;

/// <summary>Runs before and after a change, and findings about them.</summary>
internal static class VerificationSketches
{
    /// <summary>Two tasks side by side in stage 1, and the driver before and after. The CPU time tells other code from other load.</summary>
    /// <param name="taskMs">How long each takes.</param>
    /// <param name="slots">Slots of the one executor.</param>
    /// <param name="otherTaskMs">How long the second takes, where that is less.</param>
    /// <param name="hasCpuTime">Whether the log has the CPU time of tasks.</param>
    /// <param name="name">Name of the application.</param>
    /// <param name="id">Its id.</param>
    /// <param name="shuffleBytes">Bytes that each task writes for a shuffle.</param>
    public static ApplicationSketch Run(long taskMs, int slots = 2, long? otherTaskMs = null, bool hasCpuTime = true, string name = "nightly orders", string id = "app-20260301-0042", long shuffleBytes = 0) => new ApplicationSketch { TaskShuffleBytes = shuffleBytes, EndMs = taskMs + 20_000, HasCpuTime = hasCpuTime, Name = name, Id = id }.Executor("1", slots, 5_000)
        .Job(1, "save at orders.py:31", 10_000, 10_000 + taskMs, [new("1", 10_000, taskMs), new("1", 10_000, otherTaskMs ?? taskMs)]);

    /// <summary>A finding about stage 1 that is said to cost so much core time, in seconds.</summary>
    public static Finding Priced(string id, double low, double expected, double high) => new()
    {
        Id = id,
        Severity = Severity.Major,
        Confidence = Confidence.High,
        Place = new StagePlace(new StageAttemptId(new StageId(1), 0)),
        Cost = new Cost(new Estimate(low, expected, high), new Estimate(low / 2, expected / 2, high / 2), Basis.Measured),
    };

    public static VerificationResult Verify(long beforeTaskMs, long afterTaskMs, Finding[] before, Finding[] after) => Verify(Run(beforeTaskMs), Run(afterTaskMs), before, after);

    /// <summary>A run with adaptive execution on or off.</summary>
    public static Application With(ApplicationSketch run, string adaptive) => WithSetting(run, "spark.sql.adaptive.enabled", adaptive);

    /// <summary>A run with a setting.</summary>
    public static Application WithSetting(ApplicationSketch run, string key, string value)
    {
        var built = run.Build();
        return built with { Settings = new ApplicationSettings(new Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> { ["Spark Properties"] = [.. built.Settings.Spark.Where(setting => setting.Key != key), new(key, value)] }) };
    }

    public static VerificationResult Verify(ApplicationSketch first, ApplicationSketch second, Finding[] before, Finding[] after) => Verify(first.Build(), second.Build(), before, after);

    public static VerificationResult Verify(Application first, Application second, Finding[] before, Finding[] after)
    {
        var (a, b) = (AnalysisSketches.Of(first), AnalysisSketches.Of(second));
        var comparison = Comparer.Compare(new ComparedRun(a.Application, a.Time), new ComparedRun(b.Application, b.Time));
        return new VerificationResult(new ComparisonResult(a, b, comparison), Verifier.Verify(comparison, before, after));
    }
}
