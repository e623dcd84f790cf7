namespace Stoker.Reports.Rewriting;

/// <summary>The shape of <c>stoker/rewrite/1</c>. Additions do not bump the number; removals and changed meanings do.</summary>
internal sealed record RewriteDocument
{
    public string Schema { get; init; } = "stoker/rewrite/1";

    public required Spark Target { get; init; }

    public required Counts Summary { get; init; }

    public required IReadOnlyList<Udf> Functions { get; init; }

    public required IReadOnlyList<Change> Diffs { get; init; }

    public required IReadOnlyList<Issue> Issues { get; init; }

    public Run? Verification { get; init; }

    internal sealed record Spark(string Version, bool IsArrow);

    internal sealed record Counts(int Files, int Udfs, int Rewritten, int Guarded, int Refused);

    internal sealed record Udf(
        string File, int Line, string Name, string Verdict, string? Reason, string? Explanation, int? ReasonLine, string? ReturnType, bool? KeepsPython, IReadOnlyList<Form>? Forms, IReadOnlyList<string>? Notes);

    internal sealed record Form(IReadOnlyList<string> ArgumentTypes, string Sql);

    internal sealed record Change(string File, string Diff);

    internal sealed record Issue(string File, int? Line, string Message);

    internal sealed record Run(string? SparkVersion, bool? IsArrow, string? Failure, IReadOnlyList<Outcome> Functions);

    internal sealed record Outcome(
        string File, int Line, string Name, bool IsEqual, int Rows, int RaisingRows, int Differences, IReadOnlyList<string>? FirstInputs, string? FirstOld, string? FirstNew, string? Error);
}
