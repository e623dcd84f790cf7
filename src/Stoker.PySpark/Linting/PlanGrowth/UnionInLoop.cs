using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.PlanGrowth;

/// <summary>PY044: <c>acc = acc.union(part)</c> in a loop, or a reduce of unions.</summary>
internal static class UnionInLoop
{
    public static readonly LintRule Rule = new(
        "PY044", "union-in-loop", Severity.Minor, "adds one branch to the plan in every round", "Read all inputs with one reader, or union a balanced list once", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.FrameCalls("union", "unionAll", "unionByName"))
        {
            if (scope.Flow.LongLoopAround(call) is { Count: null or > Thresholds.FewUnions } loop && LoopPatterns.CarriedName(scope, call, loop) is { } name)
            {
                yield return LintScope.At(call, confidence).With("frame", name);
            }
        }

        foreach (var call in scope.Module.PlainCallsOf("reduce").Concat(scope.Module.CallsOf("reduce")))
        {
            if (scope.Module.ValueOf(call.Function) is { Name: "functools.reduce" } && call.Arguments is [var function, var parts, ..] && IsUnion(scope, function)
                && !IsReaderList(scope, parts) && scope.Flow.CountOf(parts) is null or > Thresholds.FewUnions)
            {
                yield return LintScope.At(call, scope.Module.ValueOf(call) is { Kind: ValueKind.DataFrame } value ? LintScope.Min(value.Confidence, Confidence.Medium) : Confidence.Low) with { Severity = IsGiven(scope, parts) ? Severity.Info : null };
            }
        }
    }

    /// <summary>A helper that unites the frames it is given cannot know how many they are.</summary>
    private static bool IsGiven(LintScope scope, PythonExpression parts) => parts is NameExpression name && scope.Flow.SingleBinding(name) is { Kind: BindingKind.Parameter };

    private static bool IsUnion(LintScope scope, PythonExpression function) => function switch
    {
        AttributeExpression { Name: "union" or "unionAll" or "unionByName" } => true,
        LambdaExpression { Body: CallExpression call } => LintScope.NameOf(call) is "union" or "unionAll" or "unionByName" && scope.Module.ValueOf(call).Kind is ValueKind.DataFrame or ValueKind.Unknown,
        _ => false,
    };

    /// <summary>PY102's.</summary>
    private static bool IsReaderList(LintScope scope, PythonExpression parts) => (scope.Flow.Followed(parts) ?? parts) is ListComprehension { Element: CallExpression read } && scope.Flow.StepsOf(read).Any(step => step.Name == "read");

    private static class Thresholds
    {
        /// <summary>A plan of ten branches is analysed in well under a second.</summary>
        public const long FewUnions = 10;
    }
}
