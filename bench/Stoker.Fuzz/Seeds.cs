using System.Text;

namespace Stoker.Fuzz;

/// <summary>Lines of real logs to damage: a few of each event of each log, none too long to be read often.</summary>
internal static class Seeds
{
    private const int MaximumLength = 6 << 10;
    private const int LinesOfAnEvent = 4;
    private const long MaximumFileBytes = 1 << 20;

    /// <summary>Takes the plain logs below a folder.</summary>
    public static IReadOnlyList<byte[]> OfFolder(string folder) => [.. LogsOfFolder(folder).SelectMany(log => OfLog(log.Content))];

    /// <summary>The plain logs below a folder, whole.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> LogsOfFolder(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length is > 2 and < MaximumFileBytes && !file.EndsWith(".json", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllBytes(file)))
            .Where(log => log.Item2.AsSpan().StartsWith("{\"Event\":"u8)),
    ];

    /// <summary>Takes the lines of a log.</summary>
    public static IEnumerable<byte[]> OfLog(byte[] log)
    {
        var counts = new Dictionary<string, int>();
        foreach (var range in Split(log))
        {
            var line = log[range];
            var name = Encoding.UTF8.GetString(line.AsSpan(0, Math.Min(80, line.Length))).Split('"').ElementAtOrDefault(3) ?? "";
            var count = counts[name] = counts.GetValueOrDefault(name) + 1;
            var isFailure = line.AsSpan().IndexOf("\"Reason\":\""u8) >= 0 && line.AsSpan().IndexOf("\"Reason\":\"Success\""u8) < 0;
            if (line.Length <= MaximumLength && (count <= LinesOfAnEvent || isFailure))
            {
                yield return line;
            }
        }
    }

    private static List<Range> Split(byte[] log)
    {
        List<Range> lines = [];
        foreach (var range in log.AsSpan().Split((byte)'\n'))
        {
            if (range.End.Value > range.Start.Value)
            {
                lines.Add(range);
            }
        }

        return lines;
    }
}
