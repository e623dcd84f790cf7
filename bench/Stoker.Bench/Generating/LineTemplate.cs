using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stoker.Bench.Generating;

/// <summary>A line of a real log with the places of its ids and times, so that it can be written again with others.</summary>
internal sealed partial class LineTemplate
{
    private readonly List<(byte[] Text, Shift Shift, long Value)> _parts = [];
    private readonly byte[] _end;

    public LineTemplate(string line)
    {
        Event = line.StartsWith("{\"Event\":\"", StringComparison.Ordinal) ? line[10..line.IndexOf('"', 10)] : "";
        var at = 0;
        foreach (Match match in Ids().Matches(line))
        {
            var shift = ShiftOf(match.Groups["key"].Value);
            foreach (Capture number in match.Groups["number"].Captures)
            {
                Add(line, ref at, number, shift);
            }
        }

        _end = Encoding.UTF8.GetBytes(line[at..] + "\n");
    }

    /// <summary>What is added to a number for each repetition.</summary>
    internal enum Shift
    {
        /// <summary>Jobs, stages, RDDs and executions, which Spark numbers from 0 each.</summary>
        Plan,
        Task,
        Accumulator,
        Time,
    }

    public string Event { get; }

    /// <summary>The largest number of a kind on this line.</summary>
    public long Maximum(Shift shift) => _parts.Where(part => part.Shift == shift).Select(part => part.Value).DefaultIfEmpty(-1).Max();

    public void Write(Stream target, ReadOnlySpan<long> strides, long repetition)
    {
        Span<byte> number = stackalloc byte[20];
        foreach (var (text, shift, value) in _parts)
        {
            target.Write(text);

            // 0 and -1 are no times.
            var shifted = shift == Shift.Time && value <= 0 ? value : value + (strides[(int)shift] * repetition);
            Utf8Formatter.TryFormat(shifted, number, out var length);
            target.Write(number[..length]);
        }

        target.Write(_end);
    }

    private static Shift ShiftOf(string key) => key switch
    {
        "Task ID" => Shift.Task,
        "ID" or "accumulatorId" or "accumUpdates" => Shift.Accumulator,
        "Launch Time" or "Finish Time" or "Getting Result Time" or "Submission Time" or "Completion Time" or "Timestamp" or "time" => Shift.Time,
        _ => Shift.Plan,
    };

    [GeneratedRegex("""
        "(?<key>Stage ID|RDD ID|Job ID|Task ID|ID|executionId|rootExecutionId|accumulatorId|Launch Time|Finish Time|Getting Result Time|Submission Time|Completion Time|Timestamp|time)":(?<number>-?\d+)|"(?<key>spark\.sql\.execution\.id|spark\.sql\.execution\.root\.id)":"(?<number>\d+)"|"(?<key>Parent IDs|Stage IDs)":\[(?:(?<number>\d+),?)*\]|"(?<key>accumUpdates)":\[(?:\[(?<number>\d+),-?\d+\],?)*\]
        """, RegexOptions.CultureInvariant)]
    private static partial Regex Ids();

    private void Add(string line, ref int at, Capture number, Shift shift)
    {
        _parts.Add((Encoding.UTF8.GetBytes(line[at..number.Index]), shift, long.Parse(number.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
        at = number.Index + number.Length;
    }
}
