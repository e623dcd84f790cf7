using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.InputOutput;

/// <summary>PY106: a stateful streaming step without a watermark.</summary>
internal static class StatefulWithoutWatermark
{
    public static readonly LintRule Rule = new(
        "PY106", "stateful-without-watermark", Severity.Major, "the state of the stream grows for ever", "Add withWatermark on the event time", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("groupBy", "dropDuplicates", "join"))
        {
            var steps = scope.Flow.StepsOf(receiver).ToList();
            var streams = steps.Exists(step => step.Name == "readStream");
            var joinsStream = LintScope.NameOf(call) != "join" || (call.Arguments is [var other, ..] && scope.Flow.IsStreaming(other));
            if (streams && joinsStream && !steps.Exists(step => step.Name == "withWatermark") && !IsInBatch(scope, call))
            {
                yield return LintScope.At(call, confidence);
            }
        }
    }

    private static bool IsInBatch(LintScope scope, PythonNode call) => scope.Module.FunctionAround(call) is FunctionDefinition function && function.Parameters.Positional.Count == 2 && function.Parameters.Positional[1].Name.Contains("batch", StringComparison.OrdinalIgnoreCase);
}
