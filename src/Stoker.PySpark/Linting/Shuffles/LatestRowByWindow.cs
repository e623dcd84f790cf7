using System.Text.RegularExpressions;
using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY076: <c>row_number() == 1</c>.</summary>
internal static partial class LatestRowByWindow
{
    public static readonly LintRule Rule = new(
        "PY076", "latest-row-by-window", Severity.Minor, "numbers and sorts all rows of each key to keep one", "Use max_by or min_by of a struct, when ties and null times cannot be", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("filter", "where"))
        {
            if (call.Arguments is not [var condition] || RankColumn(scope, condition) is not { } column || scope.Flow.IsFewRows(receiver))
            {
                continue;
            }

            var numbering = scope.Flow.StepsOf(receiver).TakeWhile(step => step.Name is "withColumn" or "select" or "filter" or "where" or "drop").FirstOrDefault(step =>
                step is { Name: "withColumn", Call: { Arguments: [ConstantExpression { Text: { } name }, var value] } } && name == column && IsRowNumber(scope, value));
            if (numbering is not null)
            {
                yield return LintScope.At(call, confidence).With("column", column) with { Related = [numbering.Node] };
            }
        }
    }

    private static bool IsRowNumber(LintScope scope, PythonExpression value) =>
        scope.Module.Module.Below(value).OfType<CallExpression>().Any(call => scope.Module.FunctionOf(call) == "row_number");

    private static string? RankColumn(LintScope scope, PythonExpression condition)
    {
        if (condition is ConstantExpression { Text: { } sql })
        {
            return OneText().Match(sql) is { Success: true } match ? match.Groups[1].Value : null;
        }

        return condition is CompareExpression { Operators: [ComparisonOperator.Equal], Comparators: [ConstantExpression { Integer: 1 }] } compare ? compare.Left switch
        {
            CallExpression { Arguments: [ConstantExpression { Text: { } name }] } read when scope.Module.FunctionOf(read) is "col" or "column" => name,
            AttributeExpression member => member.Name,
            SubscriptExpression { Key: ConstantExpression { Text: { } name } } => name,
            _ => null,
        } : null;
    }

    [GeneratedRegex(@"^\s*`?(\w+)`?\s*={1,2}\s*1\s*$")]
    private static partial Regex OneText();
}
