using Stoker.Analyses;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Reading;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Commands;

/// <summary>What to tell the caller of a source that cannot be read.</summary>
internal static class SourceErrors
{
    /// <summary>Nothing can be predicted, advised or compared where events of several applications come together.</summary>
    public static void RefuseMixed(ReadingReport reading, string location)
    {
        if (reading.AreApplicationsMixed)
        {
            throw new UserError(
                ExitCode.NothingToAnalyze,
                $"{location} holds {reading.Applications} applications whose events come together (LOG011): no number in it is that of one of them.",
                "Cut the file before each line with SparkListenerLogStart, and name one of the parts.");
        }
    }

    /// <summary>A log that was read and tells of no run: what it holds, where it stops, what to do.</summary>
    public static UserError Empty(Analysis analysis) => Empty(analysis.Application, analysis.Location);

    /// <summary>The same of an application that was read from a location.</summary>
    public static UserError Empty(Application application, string location)
    {
        var reading = application.Reading;
        if (Analysis.HoldsContent(application))
        {
            return new UserError(
                ExitCode.NothingToAnalyze,
                $"{location} stops before its first job: {(Stop(reading) is { } stop ? $"at {Place(stop)}. {stop.Message}" : $"behind line {Quantity.Count(reading.Lines)}.")}",
                "Copy the log again when the application has ended; one that is being written is whole up to its last line.");
        }

        return reading.InputBytes == 0
            ? new UserError(ExitCode.NothingToAnalyze, $"{location} is empty: it has 0 bytes.", "Copy the log again; Spark writes its first lines when the application starts.")
            : new UserError(
                ExitCode.NothingToAnalyze,
                $"{location} holds no application: no event of Spark was found in {Quantity.Count(reading.Lines, "line")}.{(Stop(reading) is { } trouble ? $" At {Place(trouble)}: {trouble.Message}" : "")}",
                "An event log has a JSON object on each line, such as {\"Event\":\"SparkListenerApplicationStart\",...}.");
    }

    /// <summary>Where the bytes themselves could not be read any more, if so.</summary>
    private static ParseIssue? Stop(ReadingReport reading) =>
        reading.Issues.FirstOrDefault(issue => issue.Kind is ParseIssueKind.TruncatedStream or ParseIssueKind.TruncatedLine or ParseIssueKind.DamagedBlock or ParseIssueKind.LineTooLong);

    private static string Place(ParseIssue issue) => string.Join(", ", new[]
    {
        issue.Line is { } line ? $"line {Quantity.Count(line)}" : null,
        issue.Offset is { } offset ? $"byte {Quantity.Count(offset)}" : null,
    }.OfType<string>().DefaultIfEmpty("its end"));

    public static UserError Of(SourceException error) => new(
        error.Kind == SourceErrorKind.NothingSelected ? ExitCode.NothingToAnalyze : ExitCode.UnreadableSource,
        $"{error.What}: {error.Why}.",
        $"{error.Remedy}.");
}
