using Stoker.Findings;
using Stoker.PySpark.Resolution;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Shuffles;

/// <summary>PY077: a window that is ordered but not partitioned.</summary>
internal static class WindowWithoutPartition
{
    public static readonly LintRule Rule = new(
        "PY077", "window-without-partition", Severity.Major, "a window without partitions moves all rows into one task", "Partition the window; for ids use monotonically_increasing_id or a hash", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.WindowSpec, "orderBy"))
        {
            if (call.Arguments.Count > 0 && LintScope.ReceiverOf(call) is { } receiver && !scope.Flow.StepsOf(receiver).Any(step => step.Name == "partitionBy") && !IsPartitionedLater(scope, call) && IsSpecific(scope, receiver)
                && FramesUnder(scope, call) is var frames && !(frames.Count > 0 && frames.TrueForAll(scope.Flow.IsBounded)))
            {
                yield return LintScope.At(call, confidence);
            }
        }

        foreach (var (call, _, confidence) in scope.CallsOn(ValueKind.WindowSpec, "partitionBy"))
        {
            if (call.Arguments is [CallExpression literal] && scope.Module.FunctionOf(literal) == "lit")
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }

    /// <summary>Partitioned in the same chain, or by a later statement: <c>w = w.partitionBy(…)</c>.</summary>
    private static bool IsPartitionedLater(LintScope scope, CallExpression call)
    {
        PythonNode at = call;
        while (at.Parent is AttributeExpression { Parent: CallExpression next } member && next.Function == member)
        {
            if (member.Name == "partitionBy")
            {
                return true;
            }

            at = next;
        }

        return at.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { } binding && binding.Uses.Exists(use => use.Parent is AttributeExpression { Name: "partitionBy" });
    }

    /// <summary>The frames whose columns are computed over the window, as far as the source shows them.</summary>
    private static List<PythonExpression> FramesUnder(LintScope scope, CallExpression spec)
    {
        PythonNode at = spec;
        while (at.Parent is AttributeExpression { Parent: CallExpression next } member && next.Function == member)
        {
            at = next;
        }

        var uses = at.Parent is AssignStatement { Targets: [NameExpression target] } && scope.Module.BindingAt(target) is { } binding ? binding.Uses.ToList<PythonNode>() : [at];
        var frames = new List<PythonExpression>();
        foreach (var use in uses)
        {
            for (var around = use.Parent; around is not null and not PythonStatement; around = around.Parent)
            {
                if (around is CallExpression { Function: AttributeExpression { Name: "withColumn" or "select" or "withColumns" or "selectExpr", Value: var frame } } && scope.Module.Is(frame, ValueKind.DataFrame))
                {
                    frames.Add(frame);
                    break;
                }
            }
        }

        return frames;
    }

    /// <summary>The receiver is the class Window, or a chain from it; a spec that is passed in may be partitioned elsewhere.</summary>
    private static bool IsSpecific(LintScope scope, PythonExpression receiver) =>
        scope.Module.ValueOf(scope.Flow.RootOf(receiver)) is { Kind: ValueKind.External };
}
