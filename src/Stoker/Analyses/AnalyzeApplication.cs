using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Linting;
using Stoker.Model;
using Stoker.Model.TimeSplit;
using Stoker.Witnesses;

namespace Stoker.Analyses;

/// <summary>Use case: resolve a source, read the applications chosen from it, and say where their time went. Thread safe.</summary>
public static class AnalyzeApplication
{
    /// <summary>Analyses of the chosen applications, the one that started last first; each is read when it is asked for.</summary>
    /// <param name="request">What to analyze.</param>
    /// <param name="progress">Told about reading, from any thread, some hundred times a second at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceException">The source cannot be read.</exception>
    public static IEnumerable<Analysis> Run(AnalysisRequest request, Action<ReadingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Analyze(request, progress, cancellationToken);
    }

    private static IEnumerable<Analysis> Analyze(AnalysisRequest request, Action<ReadingProgress>? progress, CancellationToken cancellationToken)
    {
        using var resolved = EventLogSources.Resolve(request.Source, request.Selection, request.Options, cancellationToken);
        var lint = request.Code is { } code ? LintPaths.Run(code with { Settings = code.Settings with { Traces = true } }, cancellationToken) : null;
        foreach (var candidate in resolved.Chosen)
        {
            Action<ReadProgress>? report = progress is null ? null : read => progress(new ReadingProgress(candidate.Location, read.InputBytes, read.TotalInputBytes));
            var application = EventLogReader.Read(candidate, request.Options.Jobs, report, cancellationToken);
            var time = TimeBreakdown.Of(application);
            var program = request.Witness is { } witness ? new ProgramSource(witness, application, cancellationToken) : null;
            var review = request.IsDiagnosed
                ? ReviewedDiagnosis.Of(DiagnoseApplication.Run(application, request.Diagnosing.Options with { Program = program }, time), application, request.Diagnosing.Accepted, request.Baseline, request.Today)
                : null;
            yield return new Analysis
            {
                Source = request.Source,
                Location = candidate.Location,
                Application = application,
                Time = time,
                Review = review,
                Code = lint is null ? null : PriceLint.Run(lint, application, time),
                OtherApplications = Math.Max(resolved.OthersCount, application.Reading.OtherApplications.Count), // Of a log of several, both count the others.
                SourceIssues = resolved.Issues,
                CodeWarnings = [.. SourceTrouble.Of(lint?.Issues ?? []).Union(program?.Warnings ?? [])],
            };
        }
    }
}
