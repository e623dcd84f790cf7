using Stoker.Diagnoses;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>When a stage ends whose end the log lost.</summary>
public sealed class StageWorkTests
{
    [Theory]
    [InlineData(true, 10_000)] // With its job.
    [InlineData(false, 60_000)] // With the log: it may still run.
    public void End_OfAStageWithoutACompletion_IsThatOfItsJobs(bool hasEnded, long end)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, 4)
            .JobStart(0, 1_000, [(0, 1)]).StageSubmitted(0, 1, 1_000).TaskStart(0, 0, 0, 1_000).TaskEnd(0, 0, 0, 1_000, 9_000);
        log = hasEnded ? log.JobEnd(0, 10_000) : log;

        Assert.Equal(end, Assert.Single(Inspect(log.ApplicationEnd(60_000).Read()).Stages).EndMs);
    }

    private static Inspection Inspect(Application application) => new(application, new DiagnosisOptions());
}
