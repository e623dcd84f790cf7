using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY122: an automatic broadcast threshold of −1 or above 512 MB.</summary>
internal static partial class BroadcastThresholdExtreme
{
    public static readonly LintRule Rule = new(
        "PY122", "broadcast-threshold-extreme", Severity.Minor, "sets the broadcast threshold to an extreme", "Keep it between 10 MB and 200 MB, and hint single joins", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, key, value, confidence) in SettingCalls.In(scope))
        {
            if (key == "spark.sql.autoBroadcastJoinThreshold" && SizeOf(value) is { } bytes && bytes is -1 or > LargestSensible)
            {
                yield return LintScope.At(call, confidence).With("bytes", bytes);
            }
        }
    }

    /// <summary>The driver holds every broadcast, and each executor a copy.</summary>
    private const long LargestSensible = 512L << 20;

    private static long? SizeOf(PythonExpression value)
    {
        if (SettingCalls.Number(value) is { } number)
        {
            return number;
        }

        if (value is not ConstantExpression { Text: { } text } || Size().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var unit = match.Groups[2].Value.ToLowerInvariant() switch { "k" => 10, "m" => 20, "g" => 30, _ => 0 };
        return long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) << unit;
    }

    [GeneratedRegex(@"^\s*(-?\d{1,9})\s*([kmgKMG]?)[bB]?\s*$")]
    private static partial Regex Size();
}
