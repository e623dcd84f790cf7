using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stoker.PySpark.Rewriting;
using Stoker.Rewriting;

namespace Stoker.Reports.Rewriting;

/// <summary>The contract <c>stoker/rewrite/1</c>; its schema is <c>docs/specs/rewrite-1.schema.json</c>.</summary>
public static class RewriteJsonReport
{
    private static readonly RewriteJson Context = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes the report.</summary>
    public static void Write(RewriteResult result, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(stream);
        var functions = result.Functions.ToList();
        var document = new RewriteDocument
        {
            Target = new RewriteDocument.Spark(result.Target.Version.ToString(), result.Target.IsArrow),
            Summary = new RewriteDocument.Counts(
                result.FileCount, functions.Count, functions.Count(f => f.Verdict == Verdict.Rewritten), functions.Count(f => f.Verdict == Verdict.Guarded), functions.Count(f => f.Verdict == Verdict.Refused)),
            Functions = [.. functions.Select(Function)],
            Diffs = [.. result.Modules.Where(module => module.IsChanged).Select(module => new RewriteDocument.Change(module.Path, UnifiedDiff.Of(module.Path, module.Before, module.After)))],
            Issues = [.. result.Issues.Select(issue => new RewriteDocument.Issue(issue.File, issue.Line, issue.Message))],
            Verification = result.Verification is { } run
                ? new RewriteDocument.Run(run.SparkVersion, run.SparkVersion is null ? null : run.IsArrow, run.Failure, [.. run.Cases.Select(one => new RewriteDocument.Outcome(
                    one.Path, one.Line, one.Name, one.IsEqual, one.Rows, one.RaisingRows, one.Differences, one.FirstInputs.Count > 0 ? one.FirstInputs : null, one.FirstOld, one.FirstNew, one.Error))])
                : null,
        };
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        JsonSerializer.Serialize(writer, document, Context.RewriteDocument);
    }

    private static RewriteDocument.Udf Function(RewrittenFunction function) => new(
        function.Path,
        function.Line,
        function.Name,
        RewriteNames.Of(function.Verdict),
        function.Reason is null ? null : RewriteNames.Code(function.Reason),
        function.Explanation,
        function.ReasonLine,
        function.ReturnType,
        function.Verdict == Verdict.Refused ? null : function.KeepsPython,
        function.ArgumentTypes.Count == 0 ? null : [.. function.ArgumentTypes.Zip(function.Sql, (types, sql) => new RewriteDocument.Form(types, sql))],
        function.Notes.Count == 0 ? null : function.Notes);
}
