using System.Text;
using System.Text.RegularExpressions;

namespace Stoker.Fuzz;

/// <summary>
/// Damages a whole log, as files, networks and scripts do: one number everywhere, lines here and there, order, copies, ends. Same random numbers, same damage.
/// </summary>
internal sealed partial class LogDamage(Random random)
{
    private static readonly string[] Values =
    [
        "0", "-1", "-1000", "1", "2147483647", "2147483648", "-2147483648", "1099511627776", "70368744177664", "4611686018427387904", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "1e308", "1.5", "null", "\"x\"", "\"NaN\"", "{}", "[]", "[[1]]", "{\"a\":null}", "true", "253402300799998", "95617584000000",
    ];

    /// <summary>A damaged log and what was done to it.</summary>
    public (string Log, string What) Of(string log)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return random.Next(8) switch
        {
            0 => (string.Join('\n', lines.Where(_ => random.Next(20) > 0)) + "\n", "lines gone"),
            1 => (Join(Reordered(lines)), "another order"),
            2 => (log[..random.Next(log.Length)], "cut off"),
            3 => (Join([.. lines.Select(line => random.Next(10) == 0 ? Encoding.Latin1.GetString(new Mutator(random, [Encoding.Latin1.GetBytes(line)]).Next()) : line)]), "lines damaged"),
            _ => OneNumber(lines),
        };
    }

    /// <summary>The number of one key, of an event or a setting, becomes another value, in all lines, half of them, or one.</summary>
    private (string Log, string What) OneNumber(string[] lines)
    {
        var keys = lines.SelectMany(line => Number().Matches(line).Select(match => match.Groups[1].Value)).Distinct().ToList();
        if (keys.Count == 0)
        {
            return (Join(lines), "nothing");
        }

        var key = keys[random.Next(keys.Count)];
        var value = Values[random.Next(Values.Length)];
        var pattern = new Regex($"\"{Regex.Escape(key)}\":(?:-?[0-9]+|\"-?[0-9]+[a-z]{{0,2}}\")");
        var has = Enumerable.Range(0, lines.Length).Where(line => pattern.IsMatch(lines[line])).ToList();
        var extent = random.Next(3);
        var one = has[random.Next(has.Count)];
        foreach (var line in has.Where(line => extent == 0 || (extent == 1 ? random.Next(2) == 0 : line == one)))
        {
            lines[line] = pattern.Replace(lines[line], match => $"\"{key}\":{(match.Value.EndsWith('"') ? $"\"{value.Trim('"')}\"" : value)}");
        }

        return (Join(lines), $"{key}={value} in {(extent == 0 ? "all" : extent == 1 ? "half" : "one")}");
    }

    private IEnumerable<string> Reordered(string[] lines)
    {
        switch (random.Next(4))
        {
            case 0:
                return lines.Reverse();
            case 1:
                random.Shuffle(lines);
                return lines;
            case 2:
                return lines.SelectMany(line => random.Next(3) == 0 ? new[] { line, line } : [line]);
            default:
                var at = random.Next(lines.Length);
                return lines[at..].Concat(lines[..at]);
        }
    }

    private static string Join(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    [GeneratedRegex("\"([^\"\\\\]{1,60})\":(?:-?[0-9]+|\"-?[0-9]+[a-z]{0,2}\")")]
    private static partial Regex Number();
}
