using Stoker.Model.Settings;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Model.Settings;

public sealed class MemoryOverheadTests
{
    private const double MiB = 1 << 20;

    // Beside a heap of 10 GiB: a tenth, 1024 MiB, where nothing is set.
    [Theory]
    [InlineData("yarn", "", 1024)]
    [InlineData("yarn", "spark.executor.memoryOverhead=2g", 2048)]
    [InlineData("yarn", "spark.executor.memoryOverhead=512", 512)] // A bare number counts MiB.
    [InlineData("yarn", "spark.executor.memoryOverheadFactor=0.2", 2048)]
    [InlineData("yarn", "spark.executor.memoryOverheadFactor=0.01", 384)] // The least.
    [InlineData("yarn", "spark.executor.memoryOverheadFactor=0.01;spark.executor.minMemoryOverhead=500m", 500)]
    [InlineData("yarn", "spark.kubernetes.memoryOverheadFactor=0.4", 1024)] // Another cluster's.
    [InlineData("k8s://https://host", "spark.kubernetes.memoryOverheadFactor=0.4", 4096)]
    [InlineData("k8s://https://host", "spark.kubernetes.memoryOverheadFactor=0.4;spark.executor.memoryOverheadFactor=0.2", 2048)]
    public void BytesOf_Settings_FollowsSpark(string master, string set, double expectedMiB)
    {
        var properties = string.Join(",", set.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => $"\"{pair[0]}\":\"{pair[1]}\"").Prepend($"\"spark.master\":\"{master}\""));
        var application = new LogBuilder().LogStart("4.0.0").ApplicationStart("app", "overhead", 0)
            .Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{ {{{properties}}} },"System Properties":{},"Classpath Entries":{}}""").Read();
        var settings = new EffectiveSettings(application);

        Assert.Equal(expectedMiB, new MemoryOverhead(settings, new Dictionary<string, string>()).BytesOf("executor", 10 * 1024 * MiB) / MiB, 0.001);
        Assert.Equal(3072, new MemoryOverhead(settings, new Dictionary<string, string> { ["spark.executor.memoryOverhead"] = "3g" }).BytesOf("executor", 10 * 1024 * MiB) / MiB, 0.001);
    }
}
