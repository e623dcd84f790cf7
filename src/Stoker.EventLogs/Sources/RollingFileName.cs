using System.Globalization;
using System.Text.RegularExpressions;

namespace Stoker.EventLogs.Sources;

/// <summary>The name of a file of a rolling log: <c>events_N_APP[.codec][.compact]</c>.</summary>
/// <param name="Index">N, from 1.</param>
/// <param name="Application">The rest without codec: equal for all files of one log.</param>
/// <param name="IsCompact">True when the file replaces all files up to N.</param>
internal sealed partial record RollingFileName(long Index, string Application, bool IsCompact)
{
    /// <summary>Reads a name without folder; null when it is of another kind.</summary>
    public static RollingFileName? Parse(string name)
    {
        var match = Pattern().Match(name);
        return match.Success
            ? new RollingFileName(
                long.Parse(match.Groups["index"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture),
                match.Groups["app"].Value,
                match.Groups["compact"].Success)
            : null;
    }

    // Application ids hold no dots in file names, so what follows a dot is the codec.
    [GeneratedRegex(@"^events_(?<index>\d{1,18})_(?<app>[^.]*)(\.[^.]+)??(?<compact>\.compact)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
