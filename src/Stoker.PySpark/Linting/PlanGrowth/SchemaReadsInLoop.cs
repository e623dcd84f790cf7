using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY050: <c>df.columns</c> in a loop that reassigns <c>df</c>.</summary>
internal static class SchemaReadsInLoop
{
    public static readonly LintRule Rule = new(
        "PY050", "schema-reads-in-loop", Severity.Info, "asks for the schema of a frame that changes in the loop, which analyses it each time", "Read the columns once before the loop", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        var reported = new HashSet<PythonNode>();
        foreach (var member in scope.Nodes.OfType<AttributeExpression>().Where(member => member.Name is "columns" or "dtypes" or "schema"))
        {
            if (member.Value is NameExpression name && scope.Module.ValueOf(name) is { Kind: ValueKind.DataFrame } value && scope.Flow.LongLoopAround(member) is { Node: ForStatement or WhileStatement } loop
                && scope.Module.Reaching(name).Exists(binding => ResolvedModule.Contains(loop.Node, binding.Site) && binding.From > member.Start) && reported.Add(loop.Node))
            {
                yield return LintScope.At(member, value.Confidence).With("frame", name.Name) with { Fix = FixFor(scope, member, loop.Node) };
            }
        }
    }

    /// <summary>
    /// Hoists the columns out of <c>for c in want: if c not in df.columns: df = df.withColumn(c, F.lit(…))</c>. A name that comes twice is added twice, which gives the same column.
    /// </summary>
    private static LintFix? FixFor(LintScope scope, AttributeExpression member, PythonNode loop)
    {
        if (member is not { Name: "columns", Value: NameExpression frame }
            || loop is not ForStatement { Target: NameExpression variable, Otherwise.Count: 0, IsAsync: false, Body: [IfStatement { Otherwise.Count: 0, Body: [AssignStatement { Targets: [NameExpression target] } assign] } branch] } statement
            || branch.Test is not CompareExpression { Operators: [ComparisonOperator.NotIn], Left: NameExpression asked } test || test.Comparators[0] != member
            || asked.Name != variable.Name || target.Name != frame.Name || scope.Flow.Mentions(statement.Iterable, [frame.Name])
            || assign.Value is not CallExpression { Function: AttributeExpression { Name: "withColumn", Value: NameExpression changed }, Arguments: [NameExpression column, var value], Keywords.Count: 0 }
            || changed.Name != frame.Name || column.Name != variable.Name || !IsLiteralColumn(scope, value) || scope.Nodes.OfType<NameExpression>().Any(name => name.Name == Known))
        {
            return null;
        }

        var text = scope.Module.Module.Source.Text;
        var indent = text.Slice(text.StartOfLine(text.PositionOf(statement.Start).Line), statement.Start);
        return indent.Trim().Length > 0 ? null : scope.Fix("read the columns once", FixSafety.Safe,
            new TextEdit(statement.Start, statement.Start, $"{Known} = set({frame.Name}.columns)\n{indent}"), new TextEdit(member.Start, member.End, Known));
    }

    private const string Known = "columns_before";

    /// <summary>A literal, cast or not: it depends on nothing that the loop changes.</summary>
    private static bool IsLiteralColumn(LintScope scope, PythonExpression value) => value switch
    {
        CallExpression { Function: AttributeExpression { Name: "cast" or "astype", Value: var inner }, Arguments: [ConstantExpression] } => IsLiteralColumn(scope, inner),
        CallExpression { Arguments: [ConstantExpression] } call => scope.Module.FunctionOf(call) == "lit",
        _ => false,
    };
}
