using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>PYTHON011 on a job of four tasks of RDD code.</summary>
public sealed class NarrowPythonTests
{
    [Fact]
    public void Fires_when_many_records_pass_through_Python()
    {
        // 4 × 3 s over 4 × 30,000 records.
        var finding = Assert.Single(Diagnose("PythonRDD", 30_000, 3_000), finding => finding.Id == "PYTHON011");

        Assert.Equal((Severity.Info, null), (finding.Severity, finding.Cost));
        Assert.Equal(120_000, finding.Evidence.Single(item => item.Name == "records").Number);
        Assert.Equal(12_000, finding.Evidence.Single(item => item.Name == "taskTime").Number);
    }

    [Theory]
    [InlineData("PythonRDD", 20_000, 3_000)] // Few records: the tasks work or wait for something else.
    [InlineData("PythonRDD", 30_000, 2_000)] // 8 core-s.
    [InlineData("MapPartitionsRDD", 30_000, 3_000)] // Of the JVM.
    [InlineData("PairwiseRDD", 30_000, 3_000)] // A shuffle by keys: PYTHON010.
    public void Stays_silent_when_it_is_little_or_something_else(string rdd, int records, int ms) =>
        Assert.DoesNotContain(Diagnose(rdd, records, ms), finding => finding.Id == "PYTHON011");

    private static IReadOnlyList<Finding> Diagnose(string name, int records, int ms)
    {
        string[] names = name == "PairwiseRDD" ? ["PythonRDD", name] : [name];
        var rdds = string.Join(',', names.Select((rdd, index) => $$"""{"RDD ID":{{index}},"Name":"{{rdd}}","Parent IDs":[],"Storage Level":{"Use Disk":false,"Use Memory":false,"Deserialized":false,"Replication":1},"Barrier":false,"Number of Partitions":4,"Number of Cached Partitions":0,"Memory Size":0,"Disk Size":0}"""));
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).ExecutorAdded("1", 0, cores: 4)
            .JobStart(0, 1_000, [(0, 4)]).StageSubmitted(0, 4, 1_000, rdds: rdds);
        for (var index = 0; index < 4; index++)
        {
            log.TaskStart(0, index, index, 1_000).TaskEnd(0, index, index, 1_000, 1_000 + ms, metrics: string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{ms}}},"Executor CPU Time":1000000,"Input Metrics":{"Bytes Read":1000,"Records Read":{{{records}}}}}"""));
        }

        return Diagnoser.Diagnose(log.StageCompleted(0, 4, 1_000, 1_000 + ms, rdds: rdds).JobEnd(0, 1_000 + ms).ApplicationEnd(10_000).Read()).Findings;
    }
}
