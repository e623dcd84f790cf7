using Stoker.Findings;
using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Linting.Caching;

/// <summary>PY114: <c>persist(MEMORY_ONLY)</c> on a frame that is dear to make.</summary>
internal static class MemoryOnlyDataFrame
{
    public static readonly LintRule Rule = new(
        "PY114", "memory-only-dataframe", Severity.Info, "recomputes from the start what memory cannot hold", "Use the default, MEMORY_AND_DISK", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var (call, receiver, confidence) in scope.FrameCalls("persist"))
        {
            if (call.Arguments is [AttributeExpression { Name: "MEMORY_ONLY" or "MEMORY_ONLY_2" or "MEMORY_ONLY_SER" } level] && scope.Flow.IsExpensive(receiver))
            {
                yield return LintScope.At(level, confidence);
            }
        }
    }
}
