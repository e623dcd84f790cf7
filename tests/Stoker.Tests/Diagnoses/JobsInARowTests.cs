using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses;

/// <summary>SCHED007 on two writes of 6 s, of one task each on four slots, in an application of 20 s.</summary>
public sealed class JobsInARowTests
{
    [Fact]
    public void Fires_when_two_writes_do_not_need_each_other()
    {
        // At once they would take 6 s in place of 12: 6 of 20 s.
        var finding = Assert.Single(Diagnose(), finding => finding.Id == "SCHED007");

        Assert.Equal((Severity.Info, Confidence.Low), (finding.Severity, finding.Confidence));
        Assert.Equal(2, NumberOf(finding, "writes"));
        Assert.Equal(0.25, NumberOf(finding, "busySlots") ?? 0, 6);
        Assert.Equal((12_000, 6_000), (NumberOf(finding, "timeInARow"), NumberOf(finding, "sparedAtMost")));
        Assert.Equal(0, finding.Cost!.WallSeconds!.Value.Low);
        Assert.Contains(finding.Remedies, remedy => remedy.Setting is { Key: "spark.scheduler.mode", To: "FAIR" });
    }

    [Fact]
    public void Stays_silent_when_the_second_reads_what_the_first_wrote() => Assert.DoesNotContain(Diagnose(reads: "InMemoryFileIndex(1 paths)[file:/out/a]"), finding => finding.Id == "SCHED007");

    [Fact]
    public void Stays_silent_when_both_write_to_one_table() => Assert.DoesNotContain(Diagnose(target: "file:/out/a"), finding => finding.Id == "SCHED007");

    [Fact]
    public void Stays_silent_when_the_program_does_something_between() => Assert.DoesNotContain(Diagnose(secondAt: 8_000), finding => finding.Id == "SCHED007");

    [Fact]
    public void Stays_silent_when_the_slots_are_busy() => Assert.DoesNotContain(Diagnose(tasks: 3), finding => finding.Id == "SCHED007");

    private static IReadOnlyList<Finding> Diagnose(string target = "file:/out/b", string reads = "InMemoryFileIndex(1 paths)[file:/in/b]", int secondAt = 7_100, int tasks = 1)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0)
            .Line("""{"Event":"SparkListenerEnvironmentUpdate","JVM Information":{},"Spark Properties":{"spark.master":"yarn"},"Hadoop Properties":{},"System Properties":{},"Classpath Entries":{}}""")
            .ExecutorAdded("1", 0, cores: 4);
        Write(log, 0, "file:/out/a", "InMemoryFileIndex(1 paths)[file:/in/a]", 1_000, tasks);
        Write(log, 1, target, reads, secondAt, tasks);
        return Diagnoser.Diagnose(log.ApplicationEnd(20_000).Read()).Findings;
    }

    private static void Write(LogBuilder log, int id, string target, string reads, int at, int tasks)
    {
        var plan = $$$"""{"nodeName":"Execute InsertIntoHadoopFsRelationCommand","simpleString":"Execute InsertIntoHadoopFsRelationCommand {{{target}}}, false, Parquet, [path={{{target}}}], Overwrite, [id]","children":[{"nodeName":"Scan parquet ","simpleString":"FileScan parquet [id#0L]","children":[],"metadata":{"Location":"{{{reads}}}","Format":"Parquet"},"metrics":[]}],"metadata":{},"metrics":[]}""";
        log.Line(string.Create(CultureInfo.InvariantCulture, $$$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart","executionId":{{{id}}},"rootExecutionId":{{{id}}},"description":"parquet at job.py:{{{id + 5}}}","details":"","physicalPlanDescription":"","sparkPlanInfo":{{{plan}}},"time":{{{at}}},"modifiedConfigs":{}}"""))
            .JobStart(id, at, [(id, tasks)], string.Create(CultureInfo.InvariantCulture, $$"""{"spark.sql.execution.id":"{{id}}"}""")).StageSubmitted(id, tasks, at);
        for (var index = 0; index < tasks; index++)
        {
            log.TaskStart(id, (10 * id) + index, index, at).TaskEnd(id, (10 * id) + index, index, at, at + 6_000, metrics: """{"Executor Run Time":6000,"Executor CPU Time":5000000000}""");
        }

        log.StageCompleted(id, tasks, at, at + 6_000).JobEnd(id, at + 6_000)
            .Line(string.Create(CultureInfo.InvariantCulture, $$"""{"Event":"org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd","executionId":{{id}},"time":{{at + 6_000}},"errorMessage":""}"""));
    }

    private static double? NumberOf(Finding finding, string name) => finding.Evidence.Single(item => item.Name == name).Number;
}
