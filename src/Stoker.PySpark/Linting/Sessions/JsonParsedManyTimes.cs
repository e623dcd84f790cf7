using Stoker.Findings;

namespace Stoker.PySpark.Linting.Sessions;

/// <summary>PY131: three or more <c>get_json_object</c> of one column.</summary>
internal static class JsonParsedManyTimes
{
    public static readonly LintRule Rule = new(
        "PY131", "json-parsed-n-times", Severity.Minor, "parses the same JSON text once for every field", "Parse it once: from_json with a schema, or json_tuple", Find);

    private static IEnumerable<LintMatch> Find(LintScope scope)
    {
        foreach (var group in scope.FunctionCalls("get_json_object").Where(item => item.Call.Arguments.Count == 2)
            .GroupBy(item => (Column: scope.Text(item.Call.Arguments[0]), Function: scope.Module.FunctionAround(item.Call))))
        {
            var calls = group.ToList();
            if (calls.Count >= ManyFields)
            {
                yield return LintScope.At(calls[^1].Call, calls[^1].Confidence).With("fields", calls.Count).With("column", group.Key.Column) with { Related = [.. calls.Select(item => item.Call)] };
            }
        }
    }

    private const int ManyFields = 3;
}
