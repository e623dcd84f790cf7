using Stoker.Analyses;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;
using Stoker.Tests.Reports;
using Stoker.Tests.Shared;

namespace Stoker.Tests.Model.TimeSplit;

public sealed class TimeBreakdownTests
{
    [Fact]
    public void Of_HandMadeApplication_WallTimeAsWorkedByHand()
    {
        // One executor of two slots lives from 10 s to 50 s; the application lasts 60 s.
        // Job 0, submitted at 5 s: two tasks from 10 s, until 20 s and until 30 s. Job 1, submitted at 40 s: one task from 40 s to 45 s.
        var application = new ApplicationSketch { EndMs = 60_000 }
            .Executor("1", 2, 10_000, 50_000)
            .Job(0, "a", 5_000, 30_000, [new("1", 10_000, 10_000), new("1", 10_000, 20_000)])
            .Job(1, "b", 40_000, 45_000, [new("1", 40_000, 5_000)])
            .Build();

        var time = TimeBreakdown.Of(application);

        // Driver: 0-5, 30-40, 45-60 = 30 s. Waiting: 5-10 = 5 s. Both slots: 10-20 = 10 s. One of two: 20-30, 40-45 = 15 s.
        Assert.Equal(new WallSplit(new(30_000), new(5_000), new(15_000), new(10_000)), time.ApplicationTime.Wall);

        // 40 s of two slots are 80 s, of which tasks ran 35 s.
        Assert.Equal(45_000, time.ApplicationTime.Core.Idle.Value);
        Assert.Equal(35_000, time.ApplicationTime.Core.Compute.Value);
        Assert.Equal(80_000, time.ApplicationTime.Core.Total.Value);

        // Job 0 from 5 s to 30 s: waits 5 s, both slots 10 s, one slot 10 s, in which the other one idles.
        var first = time.Of(application.Jobs[0]);
        Assert.Equal(new WallSplit(new(0), new(5_000), new(10_000), new(10_000)), first?.Wall);
        Assert.Equal(10_000, first?.Core.Idle.Value);
        Assert.Equal(30_000, first?.Core.Compute.Value);
    }

    [Fact]
    public void Of_FailedAttempts_WholeDurationIsLost()
    {
        var time = AnalysisSketches.Eventful().Time;

        Assert.Equal(9_000, time.ApplicationTime.Core.FailedAttempts.Value); // 4 s and 5 s of job 2
    }

    [Fact]
    public void Of_Corpus_PartsAddUpToTheWholeInEveryScope()
    {
        foreach (var folder in (ReadOnlySpan<string>)["kubeflow", "spark-history-server/spark-events", "rapids-tools/spark-events-qualification"])
        {
            var request = new AnalysisRequest(SharedFolder.Corpus(folder)) { Selection = new() { All = true } };
            foreach (var analysis in AnalyzeApplication.Run(request, cancellationToken: TestContext.Current.CancellationToken))
            {
                AssertAddsUp(analysis);
            }
        }
    }

    private static void AssertAddsUp(Analysis analysis)
    {
        var application = analysis.Application;
        var whole = analysis.Time.ApplicationTime;
        Assert.Equal(application.EndOrLastEventTime - application.StartTime, whole.Wall.Total);
        Assert.Equal(application.Stages.Where(stage => stage.Jobs.Count > 0).Sum(TaskTime), whole.Core.Running.Value);
        foreach (var stage in application.Stages)
        {
            if (analysis.Time.Of(stage) is { } time)
            {
                Assert.Equal(TaskTime(stage), time.Core.Running.Value);
            }
        }

        foreach (var job in application.Jobs)
        {
            if (analysis.Time.Of(job) is { } time && job.SubmissionTime is { } start)
            {
                Assert.Equal(Math.Max(0, ((job.CompletionTime ?? application.EndOrLastEventTime) - start).Value), time.Wall.Total.Value);
            }
        }
    }

    private static long TaskTime(StageAttempt stage) => Enumerable.Range(0, stage.Tasks.Count).Sum(row => stage.Tasks.Duration(row).Value);
}
