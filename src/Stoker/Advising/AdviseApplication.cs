using Stoker.Analyses;
using Stoker.EventLogs.Sources;

namespace Stoker.Advising;

/// <summary>Use case: turn the findings of an application into changes that are safe to make together. Thread safe.</summary>
public static class AdviseApplication
{
    /// <summary>Advice for the chosen applications; each is read when it is asked for.</summary>
    /// <param name="request">What to read, and how to diagnose.</param>
    /// <param name="progress">Told about reading, from any thread.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="SourceException">The source cannot be read.</exception>
    public static IEnumerable<ApplicationAdvice> Run(AnalysisRequest request, Action<ReadingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        AnalyzeApplication.Run(request, progress, cancellationToken).Select(Of);

    /// <summary>The advice that follows from an analysis.</summary>
    public static ApplicationAdvice Of(Analysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var diagnosis = analysis.Diagnosis;
        var plan = SettledPlan.Of(analysis.Application, diagnosis);
        var findings = diagnosis?.Findings ?? [];
        return new ApplicationAdvice(analysis, plan, PredictAdvice.Of(analysis.Application, plan, findings)) { Choices = PredictChoices.Of(analysis.Application, analysis.Time, findings, [.. plan.Settings.Select(setting => setting.Key)]) };
    }
}
