using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY121: <c>spark.sql.shuffle.partitions</c> as a literal.</summary>
internal static class ShufflePartitionsFixed
{
    public static readonly LintRule Rule = new(
        "PY121", "shuffle-partitions-fixed", Severity.Minor, "fixes the number of shuffle partitions for one data size", "Let AQE coalesce, or take the number from the arguments", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, key, value, confidence) in SettingCalls.In(scope))
        {
            if (key == "spark.sql.shuffle.partitions" && SettingCalls.Number(value) is { } count && count != 1 && !IsShown(scope, call))
            {
                yield return LintScope.At(call, confidence).With("partitions", count) with { Fix = SettingFixes.Remove(scope, call, "delete the setting", FixSafety.Unsafe) };
            }
        }
    }

    /// <summary>A block that asks how many partitions there are now shows the setting, and runs nothing with it.</summary>
    private static bool IsShown(LintScope scope, PythonNode call) =>
        ResolvedModule.StatementOf(call) is { } statement && scope.Module.CallsOf("getNumPartitions").Any(probe => probe.Start > call.End
            && ResolvedModule.StatementOf(probe)?.Parent == statement.Parent && scope.Module.Module.Source.CellAt(LineOf(scope, probe)) == scope.Module.Module.Source.CellAt(LineOf(scope, call)));

    private static int LineOf(LintScope scope, PythonNode node) => scope.Module.Module.Source.Text.PositionOf(node.Start).Line;
}
