using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Driver;

/// <summary>PY011: <c>show</c>, <c>display</c>, <c>explain</c> or <c>printSchema</c> left in a module.</summary>
internal static class InspectionLeftInJob
{
    public static readonly LintRule Rule = new(
        "PY011", "inspection-left-in-job", Severity.Info, "prints rows or plans in a job that nobody watches", "Remove it, or keep it behind a debug switch", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        if (scope.IsNotebook || IsExample(scope.Module.Module.Source.Path))
        {
            yield break;
        }

        foreach (var (call, receiver, confidence) in scope.FrameCalls("show", "display", "explain", "printSchema"))
        {
            if (call.Parent is ExpressionStatement statement && !FrameFlow.IsDebugOnly(call) && !IsWrittenOut(scope, receiver) && !IsAskedFor(call))
            {
                yield return LintScope.At(call, confidence) with { Fix = !HasNoOtherEffect(scope, call) ? null : Edits.Remove(scope, statement, "remove it", FixSafety.Unsafe) };
            }
        }

        foreach (var call in scope.Module.PlainCallsOf("display"))
        {
            if (call.Arguments is [var shown, ..] && scope.Module.ValueOf(shown) is { Kind: ValueKind.DataFrame } value && call.Parent is ExpressionStatement statement && !IsAskedFor(call))
            {
                yield return LintScope.At(call, value.Confidence) with { Fix = shown is NameExpression ? Edits.Remove(scope, statement, "remove it", FixSafety.Unsafe) : null };
            }
        }
    }

    /// <summary>An example prints because somebody reads it.</summary>
    private static bool IsExample(string path) => path.Split('/')[..^1].Any(part => part.ToLowerInvariant() is "example" or "examples" or "sample" or "samples" or "demo" or "demos" or "tutorial" or "tutorials");

    /// <summary>A function that is named after printing is called to print.</summary>
    private static bool IsAskedFor(CallExpression call)
    {
        for (var around = call.Parent; around is not null; around = around.Parent)
        {
            if (around is FunctionDefinition { Name: var name } && Asking.Any(word => name.TrimStart('_').StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] Asking = ["show", "display", "print", "explain", "describe", "debug", "inspect", "preview", "peek", "dump"];

    /// <summary>Rows that stand in the source are an example, and cost nothing to print.</summary>
    private static bool IsWrittenOut(LintScope scope, PythonExpression frame) =>
        scope.Flow.StepsOf(frame).LastOrDefault(step => step.Name != "sparkContext") is { Name: "createDataFrame" or "parallelize" or "toDF", Node: var made } && scope.Flow.IsBounded(made);

    private static readonly HashSet<string> Effects = ["sql", "cache", "persist", "unpersist", "checkpoint", "localCheckpoint", "observe", "transform", "execute"];

    /// <summary>A SQL command acts when it is given, <c>:=</c> binds a name; a chain of transformations on a variable does neither.</summary>
    private static bool HasNoOtherEffect(LintScope scope, CallExpression call)
    {
        PythonExpression? at = LintScope.ReceiverOf(call);
        while (at is CallExpression { Function: AttributeExpression } step && !Effects.Contains(LintScope.NameOf(step)))
        {
            at = LintScope.ReceiverOf(step);
        }

        return at is NameExpression && !scope.Module.Module.Below(call).Any(node => node is NamedExpression);
    }
}
