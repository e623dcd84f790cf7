using Stoker.Model;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class FirstUsesTests
{
    private const long T = 100_000;

    // One slot: the first of eight tasks takes 1000 ms, the others 100 each: 900 ms are paid once a slot. Two slots: 1000 + 3 x 100 on each.
    [Fact]
    public void Predict_TwoSlots_PaysTheFirstTaskOnEachAndSharesTheRest()
    {
        var program = ReplayableProgram.Of(Run([1000, 100, 100, 100, 100, 100, 100, 100]));
        var predictor = new Predictor(program);

        Assert.Equal(900, program.Stages[0].ColdMs);
        Assert.All(program.Stages[0].WarmMs, ms => Assert.Equal(100f, ms));
        Assert.Equal(1700, predictor.Self.ReplayedMs, 1.0);
        Assert.Equal(1300, predictor.Predict(new ChangeSet { CoresPerExecutor = 2 }).SpanMs, 1.0);
    }

    // Times from 50 to 400 ms: that the first took 400 is within what they vary by.
    [Fact]
    public void Read_FirstTaskWithinTheSpreadOfTheOthers_IsWork() =>
        Assert.Equal(0, ReplayableProgram.Of(Run([400, 50, 300, 200, 100, 350, 150, 250])).Stages[0].FirstMs);

    // The second stage on a slot that is in use pays for its own code: 300 ms more than the others.
    [Fact]
    public void Read_LaterStage_HasItsOwnFirstTask()
    {
        var program = ReplayableProgram.Of(Run([1000, 100, 100, 100, 100], [500, 200, 200, 200, 200]));

        Assert.Equal(300, program.Stages[1].FirstMs);
        Assert.Equal(200f, program.Stages[1].WarmMs[0]);
        Assert.Equal(2700, new Predictor(program).Self.ReplayedMs, 1.0);
    }

    /// <summary>One slot; stages in a job each, one after another, tasks one after another.</summary>
    private static Application Run(params int[][] stages)
    {
        var log = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "first uses", T).ExecutorAdded("1", T, cores: 1);
        var (now, id) = (T, 0L);
        for (var stage = 0; stage < stages.Length; stage++)
        {
            var start = now;
            log.JobStart(stage, start, [(stage, stages[stage].Length)]).StageSubmitted(stage, stages[stage].Length, start);
            for (var task = 0; task < stages[stage].Length; task++, id++)
            {
                var end = now + stages[stage][task];
                log.TaskStart(stage, id, task, now).TaskEnd(stage, id, task, now, end, metrics: $$"""{"Executor Run Time":{{stages[stage][task]}}}""");
                now = end;
            }

            log.StageCompleted(stage, stages[stage].Length, start, now).JobEnd(stage, now);
        }

        return log.ApplicationEnd(now).Read();
    }
}
