using Stoker.Simulation.Programs;

namespace Stoker.Tests.Simulation;

public sealed class DriverWorkTests
{
    // One slot waits for nobody: all that a task is in the driver's hands is the driver's work. With many slots a driver that is asked every 10 ms and has tasks in its hands for 14 serves each in 6.9:
    // 6.9 + 15/16 x 6.9 x 6.9 / (2 x 3.1). One that is asked every 100 ms makes nobody wait.
    [Theory]
    [InlineData(2, 5, 1, 2)]
    [InlineData(8, 5, 1, 5)]
    [InlineData(14, 10, 16, 6.88)]
    [InlineData(2, 100, 16, 1.98)]
    public void Served_IsWhatIsLeftOfTheTimeWithoutWaiting(double outsideMs, double spacingMs, int slots, double expected) =>
        Assert.Equal(expected, DriverWork.Served(outsideMs, spacingMs, slots), precision: 2);
}
