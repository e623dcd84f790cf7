namespace Stoker.Bench.Generating;

/// <summary>Makes a log of any length from a real one: its jobs, stages, tasks and queries again and again, with new ids and later times.</summary>
internal static class LogGenerator
{
    /// <param name="source">A plain log.</param>
    /// <param name="tasks">Number of task ends wanted; the result has at least as many.</param>
    /// <param name="target">Where to write.</param>
    public static void Generate(string source, long tasks, Stream target)
    {
        var lines = File.ReadLines(source).Where(line => line.Length > 0).Select(line => new LineTemplate(line)).ToArray();
        var strides = new long[Enum.GetValues<LineTemplate.Shift>().Length];
        for (var shift = 0; shift < strides.Length; shift++)
        {
            strides[shift] = lines.Max(line => line.Maximum((LineTemplate.Shift)shift)) + 1;
        }

        var times = lines.Where(line => line.Event == "SparkListenerTaskEnd").Select(line => line.Maximum(LineTemplate.Shift.Time)).ToArray();
        strides[(int)LineTemplate.Shift.Time] = times.Max() - times.Min() + 60_000;
        long ends = 0;
        for (long repetition = 0; ends < tasks; repetition++)
        {
            var isLast = ends + times.Length >= tasks;
            foreach (var line in lines)
            {
                if (IsOnce(line.Event) ? repetition == 0 : !IsAtEnd(line.Event) || isLast)
                {
                    line.Write(target, strides, repetition);
                }
            }

            ends += times.Length;
        }
    }

    private static bool IsOnce(string name) => name is "SparkListenerLogStart" or "SparkListenerApplicationStart" or "SparkListenerEnvironmentUpdate"
        or "SparkListenerResourceProfileAdded" or "SparkListenerExecutorAdded" or "SparkListenerBlockManagerAdded" or "DBCEventLoggingListenerMetadata";

    private static bool IsAtEnd(string name) => name is "SparkListenerApplicationEnd" or "SparkListenerExecutorRemoved" or "SparkListenerBlockManagerRemoved";
}
