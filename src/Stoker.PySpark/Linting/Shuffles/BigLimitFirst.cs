using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY085: a large <c>limit</c> in front of wide or Python work.</summary>
internal static class BigLimitFirst
{
    public static readonly LintRule Rule = new(
        "PY085", "big-limit-first", Severity.Minor, "a large limit moves its rows through one task", "Use sample, or filter by a key range", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("limit"))
        {
            var rows = call.Arguments is [var number] ? LiteralNumber(number) : null;
            if (rows is < LargeLimit or null)
            {
                continue;
            }

            var next = call.Parent is AttributeExpression { Parent: CallExpression after } ? after : call.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { } binding
                ? binding.Uses.Select(use => use.Parent is AttributeExpression { Parent: CallExpression used } ? used : null).FirstOrDefault(used => used is not null) : null;
            if (next is not null && (FrameFlow.Wide.Contains(LintScope.NameOf(next)) || next.Arguments.Any(argument => scope.Flow.UdfCallIn(argument) is not null)))
            {
                yield return LintScope.At(call, confidence).With("rows", rows.Value);
            }
        }
    }

    /// <summary>Below it the one task that gathers them takes less than a second.</summary>
    private const long LargeLimit = 100_000;

    private static long? LiteralNumber(PythonExpression number) => number switch
    {
        ConstantExpression { Integer: { } value } => value,
        BinaryExpression { Operator: BinaryOperator.Power, Left: ConstantExpression { Integer: { } value }, Right: ConstantExpression { Integer: >= 0 and < 18 and { } power } } => (long)Math.Pow(value, power),
        BinaryExpression { Operator: BinaryOperator.Multiply, Left: ConstantExpression { Integer: { } left }, Right: ConstantExpression { Integer: { } right } } => left * right,
        _ => null,
    };
}
