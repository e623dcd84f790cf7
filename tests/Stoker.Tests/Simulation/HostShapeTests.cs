using Stoker.Simulation.Changes;
using Stoker.Simulation.Programs;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Simulation;

public sealed class HostShapeTests
{
    private const long T = 100_000;

    // Four executors on two hosts of a cluster: two a host, whatever their number; one alone has half of one.
    [Theory]
    [InlineData(4, 2)]
    [InlineData(8, 4)]
    [InlineData(2, 1)]
    [InlineData(1, 0.5)]
    public void HostsOf_Cluster_GrowsAndShrinksWithItsExecutors(int executors, double expected) =>
        Assert.Equal(expected, HostShape.HostsOf(Program("host-1", "host-2"), new ClusterShape(executors, 3)));

    // One host that ran all executors is no sign that there is no other.
    [Theory]
    [InlineData(4, 1)]
    [InlineData(12, 3)]
    public void HostsOf_OneHostOfACluster_BringsMoreOfItsKind(int executors, double expected) =>
        Assert.Equal(expected, HostShape.HostsOf(Program("host-1", "host-1"), new ClusterShape(executors, 3)));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    public void HostsOf_LoopbackAddress_IsTheOneMachine(int executors) => Assert.Equal(1, HostShape.HostsOf(Program("127.0.0.1", "127.0.0.1"), new ClusterShape(executors, 3)));

    private static ReplayableProgram Program(string left, string right) => ReplayableProgram.Of(new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "hosts", T)
        .ExecutorAdded("1", T, cores: 3, host: left).ExecutorAdded("2", T, cores: 3, host: left).ExecutorAdded("3", T, cores: 3, host: right).ExecutorAdded("4", T, cores: 3, host: right)
        .JobStart(0, T, [(0, 1)]).StageSubmitted(0, 1, T).TaskStart(0, 0, 0, T).TaskEnd(0, 0, 0, T, T + 1_000).StageCompleted(0, 1, T, T + 1_000).JobEnd(0, T + 1_000).ApplicationEnd(T + 1_000).Read());
}
