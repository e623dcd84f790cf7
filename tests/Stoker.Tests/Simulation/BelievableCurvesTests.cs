using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Simulation;

/// <summary>Laws of curves on logs of real runs: bench/what-if-lab/runner curves looks at all of them, these are those that broke one.</summary>
public sealed class BelievableCurvesTests
{
    /// <summary>Executors that went and came, in log time: what is more than half of it is said in the answer.</summary>
    private const double MostOff = 0.1;

    private const double MostRise = 1.03;

    /// <summary>Spark puts whole files together: a dozen alike are six tasks on six cores and twelve on seven, of which five come late.</summary>
    private const double MostTooth = 1.05;

    public static TheoryData<string> Lab { get; } =
    [
        "loads-a-model-first-bad-4.3", "four-reports-bad-3.5", "counts-between-steps-bad-4.3", "pandas-between-fixed-4.3", "healthy-reuse-loop-3.5", "healthy-star-plain-3.5",
        "uneven-archives-even-4.3", "checks-before-write-fixed-3.5", "unknown-customer-bad-4.3", "one-archive-fixed-4.3", "udf-as-filter-bad-4.3", "tiny-tasks-bad", "skewed-join-bad",
        "lists-by-sign-bad-4.3", "executor-oom-fixed", "division-by-zero-bad-3.5", // A stage of the last one ran no task to its end.
    ];

    [Theory]
    [MemberData(nameof(Lab))]
    public void Predict_RunOfTheLab_KnowsItsOwnShapeAndHasNoTeethOverCores(string log) => CheckBelievable(Read(Repository.Path("bench", "diagnose-lab", "logs", log + ".zstd")));

    [Theory]
    [InlineData("rapids-tools/spark-events-qualification/multiple_attempts/attempt_1_eventlog.zstd")]
    [InlineData("rapids-tools/spark-events-qualification/multiple_attempts/attempt_4_eventlog.zstd")]
    [InlineData("rapids-tools/spark-events-profiling/rp_sql_eventlog.zstd")]
    public void Predict_RunOfACluster_NeverTakesLongerOnMoreExecutors(string log)
    {
        var program = Read(SharedFolder.Corpus(log));
        var predictor = new Predictor(program);
        var spans = new[] { 0.25, 0.5, 0.75, 1, 1.5, 2, 4, 8, 16 }.Select(step => (int)(step * program.Shape.Executors))
            .Select(executors => executors == program.Shape.Executors ? predictor.Self.ReplayedMs : predictor.Predict(new ChangeSet { Executors = executors }).SpanMs).ToList();

        Assert.False(program.IsOneMachine);
        for (var each = 1; each < spans.Count; each++)
        {
            Assert.True(spans[each] <= MostRise * spans.Take(each).Min(), $"{string.Join(' ', spans.Select(span => Math.Round(span)))}: {each} rises");
        }

        CheckBelievable(program);
    }

    [Theory]
    [InlineData("rapids-tools/spark-events-qualification/eventlog_v2_local-1623876083964/events_1_local-1623876083964.zstd")]
    [InlineData("rapids-tools/spark-events-qualification/db_sim_eventlog/eventlog-2021-06-15--15-00.gz")]
    public void Read_PartOfALogWhoseLastTasksHaveNoEnd_IsReplayed(string log)
    {
        var program = Read(SharedFolder.Corpus(log));

        Assert.InRange(program.SpanMs, 1, double.MaxValue);
        Assert.InRange(new Predictor(program).Self.ReplayedMs, 0, double.MaxValue);
    }

    private static void CheckBelievable(ReplayableProgram program)
    {
        var predictor = new Predictor(program);
        Assert.True(Math.Abs(predictor.OffsetOf(new ChangeSet { Executors = program.Shape.Executors + 1 })) <= MostOff, $"{predictor.OffsetOf(new ChangeSet { Executors = program.Shape.Executors + 1 })}");
        var spans = Enumerable.Range(1, Math.Min(9, 4 * program.Shape.CoresPerExecutor))
            .Select(cores => cores == program.Shape.CoresPerExecutor ? predictor.Self.ReplayedMs : predictor.Predict(new ChangeSet { CoresPerExecutor = cores }).SpanMs).ToList();
        for (var each = 1; each + 1 < spans.Count; each++)
        {
            Assert.True(spans[each] <= MostTooth * Math.Max(spans.Take(each).Min(), spans.Skip(each + 1).Min()), $"{string.Join(' ', spans.Select(span => Math.Round(span)))}: a tooth at {each + 1}");
        }
    }

    private static ReplayableProgram Read(string path)
    {
        if (!File.Exists(path))
        {
            Assert.Skip($"SKIPPED FOR LACK OF DATA: no {path}.");
        }

        using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new());
        return ReplayableProgram.Of(EventLogReader.Read(resolved.Chosen[0], Environment.ProcessorCount));
    }
}
