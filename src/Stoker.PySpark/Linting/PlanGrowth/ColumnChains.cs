using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>Chains of <c>withColumn</c> and their form as one <c>withColumns</c>.</summary>
internal static class ColumnChains
{
    /// <summary>One <c>withColumns</c>, when no column reads one that the chain has set before it; absent where that is not certain.</summary>
    public static LintFix? Fix(LintScope scope, CallExpression last)
    {
        var columns = new List<(ConstantExpression Key, PythonExpression Value)>();
        PythonExpression at = last;
        while (at is CallExpression { Arguments: [ConstantExpression { Text: not null } key, var value], Keywords.Count: 0 } call && LintScope.NameOf(call) == "withColumn" && LintScope.ReceiverOf(call) is { } receiver)
        {
            columns.Insert(0, (key, value));
            at = receiver;
        }

        var text = scope.Text(last);
        if (!scope.Facts.Has(3, 3) || columns.Count < 2 || at is not NameExpression frame || text.Contains('#', StringComparison.Ordinal) || LintScope.IsFormatted(last) || !AreIndependent(scope, columns))
        {
            return null;
        }

        var indent = new string(' ', Math.Max(0, IndentOf(scope, last)));
        var items = string.Concat(columns.Select(column => $"{indent}    {scope.Text(column.Key)}: {scope.Text(column.Value)},\n"));
        return scope.Fix("set all columns in one withColumns", FixSafety.Safe, new TextEdit(last.Start, last.End, $"{scope.Text(frame)}.withColumns({{\n{items}{indent}}})"));
    }

    /// <summary>
    /// Whether each column reads the frame as it was before the chain: it has no word that is the name of an earlier column, and no variable, which may hide one.
    /// Names of columns are the same whatever their case.
    /// </summary>
    private static bool AreIndependent(LintScope scope, List<(ConstantExpression Key, PythonExpression Value)> columns)
    {
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in columns)
        {
            var words = scope.Text(value).Split(SourceSeparators, StringSplitOptions.RemoveEmptyEntries);
            var namesAreKnown = scope.Module.Module.Below(value).Prepend(value).OfType<NameExpression>().All(name => scope.Module.ValueOf(name).Kind == ValueKind.External);
            if (!namesAreKnown || words.Any(set.Contains) || !set.Add(key.Text ?? "") || (key.Text ?? "").Any(character => !char.IsLetterOrDigit(character) && character != '_'))
            {
                return false;
            }
        }

        return true;
    }

    private static readonly char[] SourceSeparators = [.. Enumerable.Range(0, 128).Select(code => (char)code).Where(character => !char.IsLetterOrDigit(character) && character != '_')];

    private static int IndentOf(LintScope scope, PythonNode node)
    {
        var statement = ResolvedModule.StatementOf(node) ?? node;
        return scope.Module.Module.Source.Text.PositionOf(statement.Start).Column - 1;
    }
}
