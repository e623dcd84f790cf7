using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

/// <summary>An application whose executor comes 4 s after the driver's block manager (1 s) and whose only job runs for 10 s.</summary>
public sealed class StartUpTests
{
    private const string OneMachine = "local-cluster[1,2,1024]";

    // 6 s outside, 4 of them waited for one executor; four of them: 4 s x 4^0.65 = 9.849 s, between 4 x 4^0.3 = 6.063 and 4 x 4^0.9 = 13.929.
    [Theory]
    [InlineData(1_000)]
    [InlineData(2_900)] // What a slow start of two CPUs does before its first job.
    public void In_FourExecutorsForOneOnOneMachine_ComeLater(long afterTheLast)
    {
        var outside = In(OneMachine, job: 5_000 + afterTheLast, executors: 4);
        Assert.Equal(1_000 + afterTheLast + 9_849, outside.Ms, 0.5);
        Assert.Equal(0.85 * (1_000 + afterTheLast + 6_063), outside.Interval.LowMs, 0.5);
        Assert.Equal(1.2 * (1_000 + afterTheLast + 13_929), outside.Interval.HighMs, 0.5);
    }

    [Theory]
    [InlineData(OneMachine, 6_000, 1)] // The run's own shape.
    [InlineData("yarn", 6_000, 4)] // Executors bring their machines.
    [InlineData(OneMachine, 9_000, 4)] // The first job came 4 s after the executor, which took 4: the program did something else.
    public void In_NothingWaitsLonger_StaysAsItWas(string master, long job, int executors)
    {
        var outside = In(master, job, executors);
        Assert.Equal(job, outside.Ms);
        Assert.Equal((0.85 * job, 1.2 * job), (outside.Interval.LowMs, outside.Interval.HighMs));
    }

    private static OutsideTime In(string master, long job, int executors)
    {
        var application = new LogBuilder().ApplicationStart("app", "waits", 0)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"{{{master}}}"},"System Properties":{},"Classpath Entries":{}}""")
            .BlockManagerAdded("driver", 1_000)
            .ExecutorAdded("1", 5_000, cores: 2)
            .JobStart(0, job, [(0, 1)]).StageSubmitted(0, 1, job)
            .TaskStart(0, 0, launch: job).TaskEnd(0, 0, launch: job, finish: job + 10_000)
            .StageCompleted(0, 1, job, job + 10_000).JobEnd(0, job + 10_000).ApplicationEnd(job + 10_000).Read();
        return StartUp.In(ReplayableProgram.Of(application), new ClusterShape(executors, 2));
    }
}
