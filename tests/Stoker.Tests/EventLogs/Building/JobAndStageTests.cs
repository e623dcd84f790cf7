using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;

namespace Stoker.Tests.EventLogs.Building;

/// <summary>Counts of jobs and stages as the History Server counts them (AppStatusListener.scala).</summary>
public sealed class JobAndStageTests
{
    [Fact]
    public void JobEnd_StageNeverSubmitted_IsSkipped()
    {
        var application = new LogBuilder()
            .JobStart(0, 10, [(0, 3), (1, 2)])
            .StageSubmitted(1, 2, 11).TaskStart(1, 1, launch: 12).TaskEnd(1, 1, launch: 12, finish: 13).TaskStart(1, 2, 1, 12).TaskEnd(1, 2, 1, 12, 14).StageCompleted(1, 2, 11, 15)
            .JobEnd(0, 16)
            .Read();
        Assert.Equal([StageStatus.Skipped, StageStatus.Complete], application.Stages.Select(stage => stage.Status));
        var job = Assert.Single(application.Jobs);
        Assert.Equal((JobStatus.Succeeded, 1, 1, 3, 2, 5), (job.Status, job.SkippedStages, job.CompletedStages, job.SkippedTasks, job.CompletedTasks, job.TaskCount));
        Assert.Equal((10, 16), (job.SubmissionTime?.EpochMilliseconds, job.CompletionTime?.EpochMilliseconds));
        Assert.Equal("stage 1", job.Name);
    }

    [Fact]
    public void StageSubmitted_SecondAttempt_KeepsBothAttempts()
    {
        var application = new LogBuilder()
            .JobStart(0, 10, [(0, 2)])
            .StageSubmitted(0, 2, 11).TaskStart(0, 1, launch: 12).TaskEnd(0, 1, launch: 12, finish: 13, reason: FetchFailed, failed: true).StageCompleted(0, 2, 11, 14, failure: "fetch failed")
            .StageSubmitted(0, 1, 20, attempt: 1).TaskStart(0, 2, launch: 21, stageAttempt: 1).TaskEnd(0, 2, launch: 21, finish: 22, stageAttempt: 1).StageCompleted(0, 1, 20, 23, attempt: 1)
            .JobEnd(0, 24)
            .Read();
        Assert.Equal([("0.0", StageStatus.Failed, "fetch failed", 1), ("0.1", StageStatus.Complete, null, 0)],
            application.Stages.Select(stage => (stage.Id.ToString(), stage.Status, stage.FailureReason, stage.FailedTasks)));
        var job = Assert.Single(application.Jobs);
        Assert.Equal((1, 1, 1, 1), (job.FailedStages, job.CompletedStages, job.FailedTasks, job.CompletedTasks));
        Assert.Equal(2, application.FindStages(new StageId(0)).Count());
    }

    [Fact]
    public void JobStart_StageOfAnEarlierJob_CountsAsSkippedForTheLaterOne()
    {
        var application = new LogBuilder()
            .JobStart(0, 10, [(0, 1)]).StageSubmitted(0, 1, 11).TaskStart(0, 1, launch: 12).TaskEnd(0, 1, launch: 12, finish: 13).StageCompleted(0, 1, 11, 14).JobEnd(0, 15)
            .JobStart(1, 20, [(0, 1), (1, 1)]).StageSubmitted(1, 1, 21).TaskStart(1, 2, launch: 22).TaskEnd(1, 2, launch: 22, finish: 23).StageCompleted(1, 1, 21, 24).JobEnd(1, 25)
            .Read();
        Assert.Equal([0, 1], application.Jobs.Select(job => job.SkippedStages));
        Assert.Equal([1, 1], application.Jobs.Select(job => job.CompletedTasks));

        // The stage keeps what ran; the History Server forgets it.
        Assert.Equal((StageStatus.Complete, 1), (application.Stages[0].Status, application.Stages[0].Tasks.Count));
    }

    [Fact]
    public void StageSubmitted_StageOfTwoLiveJobs_CountsForBoth()
    {
        var application = new LogBuilder()
            .JobStart(0, 10, [(0, 1)]).JobStart(1, 11, [(0, 1)])
            .StageSubmitted(0, 1, 12).TaskStart(0, 1, launch: 13).TaskEnd(0, 1, launch: 13, finish: 14).StageCompleted(0, 1, 12, 15)
            .JobEnd(0, 16).JobEnd(1, 17)
            .Read();
        Assert.Equal([(1, 1, 0), (1, 1, 0)], application.Jobs.Select(job => (job.CompletedTasks, job.CompletedStages, job.SkippedStages)));
        Assert.Equal([new JobId(0), new JobId(1)], application.Stages[0].Jobs);
    }

    [Fact]
    public void JobEnd_BeforeStageCompleted_StageGoesOnUntilItsTasksEnd()
    {
        var stage = Assert.Single(new LogBuilder()
            .JobStart(0, 10, [(0, 2)]).StageSubmitted(0, 2, 11).TaskStart(0, 1, launch: 12).TaskStart(0, 2, 1, 12)
            .JobEnd(0, 13, """{"Result":"JobFailed","Exception":{"Message":"cancelled","Stack Trace":[]}}""")
            .StageCompleted(0, 2, 11, 14, failure: "Job 0 cancelled")
            .TaskEnd(0, 1, launch: 12, finish: 15, reason: Killed, killed: true)
            .TaskEnd(0, 2, 1, 12, 16, reason: Killed, killed: true)
            .Read().Stages);
        Assert.Equal((StageStatus.Failed, 0, 2), (stage.Status, stage.ActiveTasks, stage.KilledTasks));
        Assert.Equal(2, stage.KilledTasksByReason["stage cancelled"]);
    }

    [Fact]
    public void JobEnd_Failed_KeepsTheMessage()
    {
        var job = Assert.Single(new LogBuilder().JobStart(0, 10, []).JobEnd(0, 13, """{"Result":"JobFailed","Exception":{"Message":"no","Stack Trace":[]}}""").Read().Jobs);
        Assert.Equal((JobStatus.Failed, "no"), (job.Status, job.FailureMessage));
    }

    [Fact]
    public void JobStart_WithoutEnd_IsRunning()
    {
        var application = new LogBuilder().JobStart(0, 10, [(0, 1)]).StageSubmitted(0, 1, 11).Read();
        Assert.Equal((JobStatus.Running, StageStatus.Active, false), (application.Jobs[0].Status, application.Stages[0].Status, application.IsComplete));
    }

    [Fact]
    public void JobStart_OfSpark1_WithoutStageInfos_MakesUnknownStages()
    {
        var application = new LogBuilder().Line("""{"Event":"SparkListenerJobStart","Job ID":0,"Stage IDs":[4,5]}""").Read();
        Assert.Equal([("unknown", 4, 0), ("unknown", 5, 0)], application.Stages.Select(stage => (stage.Name, stage.Id.Stage.Value, stage.TaskCount)));
        Assert.Null(application.Jobs[0].SubmissionTime);
    }

    [Fact]
    public void JobStart_Properties_AreKept()
    {
        var job = Assert.Single(new LogBuilder().JobStart(7, 10, [(3, 1)], """
            {"spark.job.description":"d","spark.jobGroup.id":"g","spark.job.tags":"b,a","spark.scheduler.pool":"p","callSite.short":"c","spark.sql.execution.id":"9","other":null}
            """).Read().Jobs);
        Assert.Equal(("d", "g", "p", "c", 9L), (job.Description, job.Group, job.Pool, job.CallSite, job.Execution?.Value));
        Assert.Equal(["a", "b"], job.Tags);
    }

    private const string FetchFailed = """{"Reason":"FetchFailed","Block Manager Address":null,"Shuffle ID":0,"Map ID":0,"Map Index":0,"Reduce ID":0,"Message":"x"}""";
    private const string Killed = """{"Reason":"TaskKilled","Kill Reason":"stage cancelled"}""";
}
