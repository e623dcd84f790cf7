using System.Text;
using Stoker.EventLogs.Events;
using Stoker.Model;
using Stoker.Model.Reading;

namespace Stoker.Fuzz;

/// <summary>
/// Feeds damaged lines and damaged logs to the reader and checks what has to hold for any input: nothing throws, every line is an event or an issue,
/// the fast reader of task lines says what the correct one says, and how the log is cut into segments does not show.
/// </summary>
internal sealed class FuzzRun
{
    private readonly Random _random;
    private readonly byte[][] _seeds;
    private readonly Mutator _lines;
    private readonly Mutator _taskLines;
    private readonly TaskTwins _twins = new();

    /// <param name="seeds">Lines of real logs, in log order.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    public FuzzRun(IReadOnlyList<byte[]> seeds, int seed)
    {
        _random = new Random(seed);
        _seeds = [.. seeds];
        _lines = new Mutator(_random, _seeds);

        // Mostly lines that the fast reader reads: those that it leaves to the other say nothing about it.
        var taskLines = _seeds.Where(line => TaskTwins.IsTaskLine(line)).ToArray();
        var fastLines = taskLines.Where(line => _twins.ReadFast(line) is not null).ToArray();
        _taskLines = new Mutator(_random, [.. fastLines, .. fastLines, .. fastLines, .. taskLines]);
    }

    /// <summary>How many inputs were read.</summary>
    public long Inputs { get; private set; }

    /// <summary>How many task lines the fast reader read.</summary>
    public long FastLines => _twins.FastLines;

    /// <summary>What went wrong, with the input.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>Makes and reads one input: mostly a task line, else a small log.</summary>
    public void Step()
    {
        Inputs++;
        var input = Inputs % 5 == 0 ? SmallLog() : _taskLines.Next();
        try
        {
            var trouble = Inputs % 5 == 0 ? CheckLog(input) : CheckTaskLine(input);
            if (trouble is not null)
            {
                Findings.Add(new Finding(trouble, input));
            }
        }
#pragma warning disable CA1031 // That nothing throws is what is tested.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Findings.Add(new Finding(exception.ToString(), input));
        }
    }

    private string? CheckTaskLine(byte[] line)
    {
        var fast = _twins.ReadFast(line);
        if (fast is null)
        {
            _ = _twins.ReadSlow(line);
            return null;
        }

        // What the fast reader skips it does not look into; only of whole JSON can both say the same.
        return EventReader.IsWhole(line) && !HasKeyTwice(line) && _twins.ReadSlow(line) is var slow && slow != fast ? $"fast: {fast}\nslow: {slow}" : null;
    }

    private string? CheckLog(byte[] log)
    {
        var application = MemoryLog.Read(log, 1 + _random.Next(4000));
        var report = application.Reading;
        var lines = log.AsSpan().Count((byte)'\n') + (log.Length > 0 && log[^1] != (byte)'\n' ? 1 : 0);
        if (report.Lines != lines)
        {
            return $"{lines} lines, counted {report.Lines}";
        }

        var issues = report.IssueCount - report.Issues.Count(issue => issue.Kind >= ParseIssueKind.ImpossibleValue || issue.Kind == ParseIssueKind.ImpossibleEvent); // Of these the event counts.
        if (report.Events.Sum(count => count.Count) + issues != lines)
        {
            return $"{lines} lines, {report.Events.Sum(count => count.Count)} events, {issues} issues";
        }

        if (report.Issues.FirstOrDefault(issue => !IsAtLineStart(log, issue)) is { } misplaced)
        {
            return $"misplaced: {misplaced}";
        }

        return Inputs % 20 == 0 ? CheckSegments(log, application) : null;
    }

    private string? CheckSegments(byte[] log, Application application)
    {
        var expected = ApplicationDigest.Text(application);
        return ApplicationDigest.Text(MemoryLog.Read(log, 1 + _random.Next(4000), threads: 1 + _random.Next(3))) == expected
            ? null
            : "The application depends on the segments.";
    }

    private static bool IsAtLineStart(byte[] log, ParseIssue issue) =>
        issue.Offset is not { } offset || (log.AsSpan(0, (int)offset).Count((byte)'\n') + 1 == issue.Line && (offset == 0 || log[offset - 1] == (byte)'\n'));

    /// <summary>A stretch of a real log, shortened, with some of its lines damaged.</summary>
    private byte[] SmallLog()
    {
        using var log = new MemoryStream();
        var at = _random.Next(_seeds.Length);
        for (var count = _random.Next(1, 12); count > 0; count--)
        {
            at = (at + _random.Next(1, 4)) % _seeds.Length;
            log.Write(_random.Next(3) == 0 ? _lines.Next() : _seeds[at]);
            log.WriteByte((byte)'\n');
        }

        log.SetLength(log.Length - _random.Next(2));
        return log.ToArray();
    }

    /// <summary>Of a key that comes twice in one object the last value counts; inside accumulables the fast reader does not check that (docs/internals/scanner.md).</summary>
    private static bool HasKeyTwice(byte[] line)
    {
        var json = new System.Text.Json.Utf8JsonReader(line);
        var open = new Stack<HashSet<string>>();
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case System.Text.Json.JsonTokenType.StartObject:
                    open.Push([]);
                    break;
                case System.Text.Json.JsonTokenType.EndObject:
                    open.Pop();
                    break;
                case System.Text.Json.JsonTokenType.PropertyName when !open.Peek().Add(Encoding.UTF8.GetString(json.ValueSpan)):
                    return true;
            }
        }

        return false;
    }

    /// <summary>An input and what it did.</summary>
    internal sealed record Finding(string Trouble, byte[] Input);
}
