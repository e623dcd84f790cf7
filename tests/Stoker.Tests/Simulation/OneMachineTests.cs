using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class OneMachineTests
{
    [Theory]
    [InlineData("127.0.0.1", "spark://10.0.0.5:7077", "10.0.0.5", true)]
    [InlineData("localhost", "yarn", "edge", true)]
    [InlineData("10.0.0.5", "spark://10.0.0.5:7077", "10.0.0.5", true)]
    [InlineData("10.0.0.6", "spark://10.0.0.5:7077", "10.0.0.5", false)]
    [InlineData("10.0.0.5", "spark://10.0.0.5:7077", "10.0.0.9", false)]
    [InlineData("10.0.0.5", "yarn", "10.0.0.5", false)]
    public void Is_OneExecutor_ByItsAddress(string host, string master, string driver, bool expected)
    {
        var application = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "one", 1000)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"{{{master}}}","spark.driver.host":"{{{driver}}}"},"System Properties":{},"Classpath Entries":{}}""")
            .ExecutorAdded("1", 1000, host: host).Read();

        Assert.Equal(expected, OneMachine.Is(application));
    }
}
