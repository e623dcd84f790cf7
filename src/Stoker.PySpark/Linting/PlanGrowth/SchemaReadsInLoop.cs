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
                yield return LintScope.At(member, value.Confidence).With("frame", name.Name);
            }
        }
    }
}
