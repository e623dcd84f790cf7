using Stoker.Findings;
using Stoker.PySpark.Flow;
using Stoker.PySpark.Syntax;

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
                yield return LintScope.At(call, Confidence.High).With("transformer", LintScope.NameOf(call)) with { Fix = FixFor(scope, call, loop) };
            }
        }
    }

    /// <summary>Rewrites <c>for c in [literal list]: df = StringIndexer(inputCol=c, outputCol=…).fit(df).transform(df)</c>; with another <c>handleInvalid</c> a round may drop rows that the next does not see.</summary>
    private static LintFix? FixFor(LintScope scope, CallExpression indexer, LoopContext loop)
    {
        if (LintScope.NameOf(indexer) != "StringIndexer" || loop.Node is not ForStatement { Target: NameExpression variable, Otherwise.Count: 0, IsAsync: false, Body: [AssignStatement { Targets: [NameExpression target] } assign] } statement
            || assign.Value is not CallExpression { Function: AttributeExpression { Name: "transform", Value: CallExpression { Function: AttributeExpression { Name: "fit", Value: var fitted }, Arguments: [NameExpression fit] } }, Arguments: [NameExpression transformed] }
            || fitted != indexer || fit.Name != target.Name || transformed.Name != target.Name || indexer.Arguments.Count > 0 || indexer.Keywords.Count != 2
            || indexer.Keywords.FirstOrDefault(keyword => keyword.Name == "inputCol")?.Value is not NameExpression input || input.Name != variable.Name
            || indexer.Keywords.FirstOrDefault(keyword => keyword.Name == "outputCol")?.Value is not { } output
            || statement.Iterable is not (NameExpression or ListExpression or TupleExpression) || scope.Flow.CountOf(statement.Iterable) is null or 0
            || scope.Module.BindingAt(variable) is not { } each || each.Uses.Exists(use => !Resolution.ResolvedModule.Contains(statement, use)))
        {
            return null;
        }

        var columns = scope.Text(statement.Iterable);
        var text = $"{target.Name} = {scope.Text(indexer.Function)}(inputCols=list({columns}), outputCols=[{scope.Text(output)} for {variable.Name} in {columns}]).fit({target.Name}).transform({target.Name})";

        // Unsafe while no run has shown it equal: the Spark at hand has no MLlib.
        return scope.Fix("fit all columns at once", FixSafety.Unsafe, new TextEdit(statement.Start, statement.End, text));
    }
}
