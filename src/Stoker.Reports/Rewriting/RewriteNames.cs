using System.Globalization;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Reports.Rewriting;

/// <summary>How verdicts and reasons are spelled in every output.</summary>
internal static class RewriteNames
{
    public static string Of(Verdict verdict) => verdict switch { Verdict.Rewritten => "rewritten", Verdict.Guarded => "guarded", _ => "refused" };

    public static string Code(ReasonCode? reason) => reason is { } code ? string.Create(CultureInfo.InvariantCulture, $"R{(int)code:00}") : "";
}
