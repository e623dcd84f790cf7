namespace Stoker.PySpark.Rewriting.Verification;

/// <summary>What goes to the verifying script.</summary>
internal sealed record VerificationMessages(IReadOnlyList<VerificationMessages.Item> Cases, int Rows, int Seed, bool Codegen)
{
    /// <summary>One function.</summary>
    internal sealed record Item(
        int Id, string Name, IReadOnlyList<string> Parameters, string ReturnType, bool? IsArrow, bool IsPandas, string OldSource, string NewSource, IReadOnlyList<string> Types, IReadOnlyList<string> Literals, string Sql);

    /// <summary>A line that comes back: first the Spark that runs, then one a function and mode.</summary>
    internal sealed record Line(string? Version, bool? Arrow, int? Id, int Rows, int Raising, int Differences, Sample? First, string? Error);

    /// <summary>An input on which old and new differ.</summary>
    internal sealed record Sample(IReadOnlyList<string> Inputs, string Old, string New);
}
