using System.Globalization;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Verification;
using Stoker.Reports.Quantities;
using Stoker.Rewriting;

namespace Stoker.Reports.Rewriting;

/// <summary>What became of the UDFs, for a person.</summary>
public static class RewriteTextReport
{
    private const int MostPlaces = 4;

    /// <summary>Writes the report.</summary>
    public static void Write(RewriteResult result, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(writer);
        foreach (var issue in result.Issues)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{issue.File}{(issue.Line is { } line ? $":{line}" : "")}: not read: {issue.Message}\n"));
        }

        var (waiting, others) = (new List<RewrittenFunction>(), new List<RewrittenFunction>());
        foreach (var function in result.Functions)
        {
            (function.Reason == ReasonCode.UnknownPandas ? waiting : others).Add(function);
        }

        others.ForEach(function => Function(function, writer));
        UnknownPandas(waiting, writer);

        if (result.Verification is { } run)
        {
            Verification(run, writer);
        }

        var functions = result.Functions.ToList();
        int Count(Verdict verdict) => functions.Count(function => function.Verdict == verdict);
        var chains = functions.Count(function => function.Name.StartsWith("rdd.", StringComparison.Ordinal));
        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{Quantity.Count(functions.Count - chains, "UDF")}{(chains > 0 ? " and " + Quantity.Count(chains, "RDD chain") : "")} in {Quantity.Count(result.Modules.Count, "file")} for Spark {result.Target.Version} ({(result.Target.IsArrow ? "Arrow" : "pickled")} UDFs): {Count(Verdict.Rewritten)} rewritten, {Count(Verdict.Guarded)} guarded, {Count(Verdict.Refused)} refused.\n"));
    }

    /// <summary>One line for all pandas UDFs that wait for the same answer.</summary>
    private static void UnknownPandas(List<RewrittenFunction> waiting, TextWriter writer)
    {
        if (waiting.Count > 0)
        {
            var places = string.Join(", ", waiting.Take(MostPlaces).Select(function => string.Create(CultureInfo.InvariantCulture, $"{function.Path}:{function.Line}")));
            var rest = waiting.Count > MostPlaces ? string.Create(CultureInfo.InvariantCulture, $" and {waiting.Count - MostPlaces} more") : "";
            writer.Write($"{Quantity.Count(waiting.Count, "pandas UDF")} over texts refused ({RewriteNames.Code(ReasonCode.UnknownPandas)}) because it is not known which pandas runs: name it with --pandas-version, such as 2.3, or by a --python that has it ({places}{rest}).\n");
        }
    }

    private static void Function(RewrittenFunction function, TextWriter writer)
    {
        var verdict = RewriteNames.Of(function.Verdict);
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"{function.Path}:{function.Line}  {verdict,-9}  {function.Name}"));
        if (function.Verdict == Verdict.Refused)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  {RewriteNames.Code(function.Reason)} line {function.ReasonLine}: {function.Explanation}\n"));
            return;
        }

        if (function.ArgumentTypes.Count == 0)
        {
            writer.Write("\n");
            Notes(function, writer);
            return;
        }

        var types = string.Join(" or ", function.ArgumentTypes.Select(tuple => $"({string.Join(", ", tuple)})"));
        writer.Write($"  {types} -> {function.ReturnType}");
        writer.Write(function.KeepsPython ? "; columns of other types keep the Python function\n" : "\n");
        Notes(function, writer);
    }

    private static void Notes(RewrittenFunction function, TextWriter writer)
    {
        foreach (var note in function.Notes)
        {
            writer.Write($"    note: {note}\n");
        }
    }

    private static void Verification(VerificationRun run, TextWriter writer)
    {
        writer.Write(run.SparkVersion is null
            ? $"Verification: not run. {run.Failure}\n"
            : $"Verification: the functions were run on Spark {run.SparkVersion} ({(run.IsArrow ? "Arrow" : "pickled")} UDFs).\n");
        foreach (var outcome in run.Cases)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"  {outcome.Path}:{outcome.Line}  {outcome.Name}: {Said(outcome)}\n"));
        }
    }

    private static string Said(VerificationOutcome outcome)
    {
        if (outcome.IsEqual)
        {
            return string.Create(CultureInfo.InvariantCulture, $"equal on {outcome.Rows:N0} rows, of which Python raises on {outcome.RaisingRows:N0}");
        }

        var first = outcome.FirstInputs.Count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"differs on {outcome.Differences:N0} of {outcome.Rows:N0} rows, first: ({string.Join(", ", outcome.FirstInputs)}) gives {outcome.FirstOld} in Python, {outcome.FirstNew} natively")
            : "";
        return string.Join("; ", new[] { first, outcome.Error ?? "" }.Where(text => text.Length > 0)) + ". It is left as it was.";
    }
}
