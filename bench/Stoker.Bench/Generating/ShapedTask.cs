using System.Globalization;

namespace Stoker.Bench.Generating;

/// <summary>A task of a made log: of a stage with an even number it reads files and writes a shuffle, of an odd one it reads the shuffle.</summary>
/// <param name="Stage">Stage.</param>
/// <param name="Id">Task id.</param>
/// <param name="Index">Position in the stage; the first holds most data where there are faults.</param>
/// <param name="LaunchMs">Launch, ms since the epoch.</param>
/// <param name="LengthMs">Duration.</param>
/// <param name="Executor">Executor id.</param>
/// <param name="Host">Host.</param>
/// <param name="Faults">Whether it spills and collects garbage.</param>
/// <param name="Query">Its query, whose metrics it updates; absent where there are none.</param>
internal sealed record ShapedTask(int Stage, long Id, int Index, long LaunchMs, long LengthMs, int Executor, string Host, bool Faults, int? Query)
{
    /// <summary>Writes a task's end.</summary>
    public static void Write(TextWriter writer, ShapedTask task)
    {
        var isReader = task.Stage % 2 == 1;
        var bytes = task.Faults && task.Index == 0 ? 400L << 20 : 40L << 20;
        var (input, shuffle, written) = isReader ? (0L, bytes, 0L) : (bytes, 0L, bytes / 2);
        var gc = task.Faults ? task.LengthMs / 5 : task.LengthMs / 50;
        var spill = task.Faults && task.Index == 0 ? 200L << 20 : 0;
        var accumulables = task.Query is { } query ? AccumulablesOf(ShapedPlan.FirstMetric(query), isReader, bytes) : "";
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $$$$"""{"Event":"SparkListenerTaskEnd","Stage ID":{{{{task.Stage}}}},"Stage Attempt ID":0,"Task Type":"{{{{(isReader ? "ResultTask" : "ShuffleMapTask")}}}}","Task End Reason":{"Reason":"Success"},"Task Info":{"Task ID":{{{{task.Id}}}},"Index":{{{{task.Index}}}},"Attempt":0,"Partition ID":{{{{task.Index}}}},"Launch Time":{{{{task.LaunchMs}}}},"Executor ID":"{{{{task.Executor}}}}","Host":"{{{{task.Host}}}}","Locality":"NODE_LOCAL","Speculative":false,"Getting Result Time":0,"Finish Time":{{{{task.LaunchMs + task.LengthMs}}}},"Failed":false,"Killed":false,"Accumulables":[{{{{accumulables}}}}]},"Task Metrics":{"Executor Deserialize Time":5,"Executor Deserialize CPU Time":4000000,"Executor Run Time":{{{{task.LengthMs - 10}}}},"Executor CPU Time":{{{{task.LengthMs / 2}}}}000000,"Peak Execution Memory":1000,"Result Size":2000,"JVM GC Time":{{{{gc}}}},"Result Serialization Time":0,"Memory Bytes Spilled":{{{{spill * 3}}}},"Disk Bytes Spilled":{{{{spill}}}},"Shuffle Read Metrics":{"Remote Blocks Fetched":4,"Local Blocks Fetched":1,"Fetch Wait Time":{{{{(isReader ? task.LengthMs / 8 : 0)}}}},"Remote Bytes Read":{{{{shuffle / 4 * 3}}}},"Remote Bytes Read To Disk":0,"Local Bytes Read":{{{{shuffle / 4}}}},"Total Records Read":{{{{shuffle / 100}}}}},"Shuffle Write Metrics":{"Shuffle Bytes Written":{{{{written}}}},"Shuffle Write Time":{{{{written / 100}}}},"Shuffle Records Written":{{{{written / 100}}}}},"Input Metrics":{"Bytes Read":{{{{input}}}},"Records Read":{{{{input / 100}}}}},"Output Metrics":{"Bytes Written":0,"Records Written":0},"Updated Blocks":[]}}"""));
    }

    /// <summary>Rows of each node of its side of the shuffle.</summary>
    private static string AccumulablesOf(long first, bool isReader, long bytes)
    {
        (long Metric, string Name, long Value)[] updates = isReader
            ? [(first + ShapedPlan.RecordsRead, "records read", bytes / 100), (first + ShapedPlan.FinalRows, "number of output rows", bytes / 1000)]
            :
            [
                (first + ShapedPlan.ScanRows, "number of output rows", bytes / 100), (first + ShapedPlan.FilterRows, "number of output rows", bytes / 400),
                (first + ShapedPlan.PartialRows, "number of output rows", bytes / 400), (first + ShapedPlan.BytesWritten, "shuffle bytes written", bytes / 2),
            ];
        return string.Join(',', updates.Select(update => string.Create(CultureInfo.InvariantCulture, $$"""{"ID":{{update.Metric}},"Name":"{{update.Name}}","Update":"{{update.Value}}","Value":"{{update.Value}}","Internal":true,"Count Failed Values":true,"Metadata":"sql"}""")));
    }
}
