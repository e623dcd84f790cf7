using Stoker.Findings;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY130: a transformer built and fitted for each column.</summary>
internal static class IndexerPerColumn
{
    public static readonly LintRule Rule = new(
        "PY130", "indexer-per-column", Severity.Minor, "fits one transformer for every column", "Use the form with inputCols and outputCols", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var call in scope.Module.AllCalls)
        {
            if (ExternalCalls.QualifiedName(scope, call) is not { } name || !name.StartsWith("pyspark.ml.feature.", StringComparison.Ordinal) || LintScope.NameOf(call) is not ("StringIndexer" or "Imputer" or "Bucketizer" or "QuantileDiscretizer" or "OneHotEncoder"))
            {
                continue;
            }

            if (scope.Flow.LongLoopAround(call) is { Variables.Count: > 0 } loop && call.Keywords.Any(keyword => keyword.Name == "inputCol" && scope.Flow.Mentions(keyword.Value, loop.Variables)))
            {
                yield return LintScope.At(call, Confidence.High).With("transformer", LintScope.NameOf(call));
            }
        }
    }
}
