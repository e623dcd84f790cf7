using Stoker.PySpark.Rewriting;
using Stoker.Reports.Sarif;
using Stoker.Rewriting;

namespace Stoker.Reports.Rewriting;

/// <summary>SARIF 2.1.0: a note for each UDF that can become native, none for each that is refused.</summary>
public static class RewriteSarifReport
{
    /// <summary>Writes the report.</summary>
    public static void Write(RewriteResult result, Stream stream, string version)
    {
        ArgumentNullException.ThrowIfNull(result);
        SarifOutput.Write(
            new SarifRun
            {
                Tool = SarifTool.Of(version, [.. Enum.GetValues<Verdict>().Select(RuleOf)]),
                ColumnKind = SarifOutput.ColumnKind,
                OriginalUriBaseIds = SarifOutput.SourceRoot,
                Results = [.. result.Functions.Select(ResultOf)],
            },
            stream);
    }

    private static SarifRule RuleOf(Verdict verdict) => new()
    {
        Id = IdOf(verdict),
        ShortDescription = new SarifText(verdict switch
        {
            Verdict.Rewritten => "A Python UDF that a native expression equals for all inputs",
            Verdict.Guarded => "A Python UDF that a native expression with guards equals",
            _ => "A Python UDF without a proven native form",
        }),
    };

    private static SarifResult ResultOf(RewrittenFunction function)
    {
        var isRefused = function.Verdict == Verdict.Refused;
        return new SarifResult
        {
            RuleId = IdOf(function.Verdict),
            Level = isRefused ? "none" : "note",
            Message = new SarifText(isRefused
                ? $"UDF {function.Name} stays in Python: {RewriteNames.Code(function.Reason)} {function.Explanation}"
                : $"UDF {function.Name} can be a native expression ({RewriteNames.Of(function.Verdict)})"),
            Locations = [new SarifLocation(new SarifPhysicalLocation(SarifArtifact.InSource(function.Path), new SarifRegion(function.ReasonLine ?? function.Line)))],
        };
    }

    private static string IdOf(Verdict verdict) => "rewrite-" + RewriteNames.Of(verdict);
}
