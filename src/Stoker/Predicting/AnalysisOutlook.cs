using Stoker.Advising;
using Stoker.Analyses;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>What an analyzed run would be otherwise: on other clusters, with the settings advised, and without each finding.</summary>
/// <param name="Curve">The run on other clusters; what refuses it says why.</param>
/// <param name="Advice">Settings and changes, valued together.</param>
/// <param name="Savings">What curing each finding alone would save.</param>
public sealed record AnalysisOutlook(WhatIf Curve, ApplicationAdvice Advice, FindingSavings Savings)
{
    /// <summary>Runs with more tasks are replayed on fewer shapes, so that a report of them does not wait; <c>stoker whatif</c> looks at all.</summary>
    private const long ManyTasks = 500_000;

    /// <summary>The outlook of an analysis; null where it was not diagnosed, or ran no job.</summary>
    /// <param name="analysis">The analysis.</param>
    /// <param name="prices">What a cluster costs.</param>
    /// <param name="cancellationToken">Stops the simulation.</param>
    public static AnalysisOutlook? Of(Analysis analysis, Prices prices, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(prices);
        if (analysis.Diagnosis is not { } diagnosis || analysis.Application.Jobs.Count == 0)
        {
            return null;
        }

        // The advice is one thread's work, and asks for the same program: it is done beside the replays.
        var program = ReplayableProgram.Of(analysis.Application);
        var advice = Task.Run(() => AdviseApplication.Of(analysis), cancellationToken);
        var curve = PredictShape.Predict(program, new WhatIfRequest(analysis.Source) { Prices = prices, IsCoarse = analysis.Application.TaskAttemptCount > ManyTasks }, cancellationToken);
        var savings = FindingSavings.Of(program, diagnosis.Ranked, cancellationToken: cancellationToken);
        return new AnalysisOutlook(curve, advice.GetAwaiter().GetResult(), savings);
    }
}
