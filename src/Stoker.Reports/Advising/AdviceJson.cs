using Stoker.Advice.Recommendations;
using Stoker.Advice.Sizing;
using Stoker.Advising;
using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Reports.Contracts;
using Stoker.Reports.Findings;

namespace Stoker.Reports.Advising;

/// <summary>Advice for programs: <c>stoker/advice/1</c>.</summary>
public static class AdviceJson
{
    /// <summary>One document and a line end.</summary>
    /// <param name="advice">What to write.</param>
    /// <param name="stokerVersion">Version that goes into the document.</param>
    /// <param name="isIndented">False for one document a line.</param>
    public static string Write(ApplicationAdvice advice, string stokerVersion, bool isIndented)
    {
        ArgumentNullException.ThrowIfNull(advice);
        return ContractText.Of(Of(advice, stokerVersion), AdviceJsonContext.Default.AdviceDocument, isIndented);
    }

    private static AdviceDocument Of(ApplicationAdvice advice, string stokerVersion)
    {
        var (application, plan) = (advice.Analysis.Application, advice.Plan);
        return new AdviceDocument
        {
            StokerVersion = stokerVersion,
            Application = new AdviceDocument.ApplicationPart(
                AnalysisDocuments.Known(application.Id),
                application.Name,
                AnalysisDocuments.Known(application.SparkVersion),
                AnalysisDocuments.Camel(plan.Cluster.ToString()),
                application.WallTime?.Value),
            Settings = [.. plan.Settings.Select(setting => new AdviceDocument.SettingPart(
                setting.Key, setting.From, setting.To, setting.Reason, setting.WasSet, setting.IsSetByProgram, setting.Precondition, Ids(setting.Findings), CoreMs(setting.Cost), WallMs(setting.Cost)))],
            Declined = [.. plan.Declined.Select(change => new AdviceDocument.DeclinedPart(change.Key, change.From, change.To, change.Reason, Ids(change.Findings), CoreMs(change.Cost), WallMs(change.Cost)))],
            Changes = [.. plan.Code.Select(change => new AdviceDocument.CodePart(
                change.Change, change.Question, change.Precondition, change.Finding.Id, PlaceText.Of(change.Finding.Place), AnalysisDocuments.Camel(change.Finding.Severity.ToString()), CoreMs(change.Finding.Cost), WallMs(change.Finding.Cost)))],
            Observations = plan.Observations,
            Prediction = advice.Prediction is { } prediction ? Of(prediction) : null,
            Choices = [.. advice.Choices.Select(Of)],
            ExecutorMemory = plan.Sizing is { } sizing ? Of(sizing) : null,
        };
    }

    private static AdviceDocument.PredictionPart Of(JointPrediction prediction) => new(
        Math.Round(prediction.MeasuredMs),
        Math.Round(prediction.ReplayedMs),
        Rounded(prediction.PredictedMs),
        Rounded(prediction.Interval?.LowMs),
        Rounded(prediction.Interval?.HighMs),
        prediction.Confidence is { } confidence ? AnalysisDocuments.Camel(confidence.ToString()) : null,
        [.. prediction.Settings.Select(setting => new AdviceDocument.ValuedPart(setting.Key, AnalysisDocuments.Camel(setting.Basis.ToString()), setting.Findings))],
        prediction.Notes,
        prediction.Refusal is { } refusal ? new AdviceDocument.RefusalPart(refusal.Reason, refusal.Remedy) : null,
        Rounded(prediction.CoreMsBefore),
        Rounded(prediction.CoreMsAfter));

    private static AdviceDocument.ChoicePart Of(ValuedChoice valued)
    {
        var (choice, run) = (valued.Choice, valued.Prediction);
        return new AdviceDocument.ChoicePart
        {
            Subject = AnalysisDocuments.Camel(choice.Subject.ToString()),
            Verdict = AnalysisDocuments.Camel(choice.Verdict.ToString()),
            Reason = choice.Reason,
            Precondition = choice.Precondition,
            Settings = [.. choice.Settings.Select(setting => new AdviceDocument.ChosenPart(setting.Key, setting.From, setting.To, setting.WasSet))],
            Executors = choice.Executors,
            CoresPerExecutor = choice.CoresPerExecutor,
            Evidence = [.. choice.Evidence.Select(item => new AdviceDocument.ChoiceEvidencePart(item.Name, AnalysisDocuments.Camel(item.Unit.ToString()), item.Number, item.Text))],
            MeasuredWallMs = Rounded(run?.MeasuredMs),
            PredictedWallMs = Rounded(run?.PredictedMs),
            LowWallMs = Rounded(run?.Interval.LowMs),
            HighWallMs = Rounded(run?.Interval.HighMs),
            CoreMsBefore = Rounded(run?.CoreMsBefore),
            CoreMsAfter = Rounded(run?.CoreMsAfter),
            SavedWallMs = Rounded(choice.SavedWallSeconds?.Expected * 1000),
            LowSavedWallMs = Rounded(choice.SavedWallSeconds?.Low * 1000),
            HighSavedWallMs = Rounded(choice.SavedWallSeconds?.High * 1000),
            NoSaving = valued.NotPredicted ?? choice.NoSaving,
        };
    }

    private static double? Rounded(double? milliseconds) => milliseconds is { } value ? Math.Round(value) : null;

    private static AdviceDocument.SizingPart Of(ExecutorSizing sizing) => new(
        sizing.MeasuredExecutors,
        sizing.Heap.Value,
        sizing.Overhead?.Value,
        sizing.HeapPeak?.Value,
        sizing.UnifiedPeak?.Value,
        sizing.StoragePeak?.Value,
        sizing.OffHeapPeak?.Value,
        sizing.PythonPeak?.Value,
        sizing.SmallerHeap?.Value,
        sizing.OverheadNeed?.Value,
        sizing.DirectPeak?.Value,
        sizing.BesideHeapPeak?.Value);

    private static string[] Ids(IEnumerable<FindingReference> findings) => [.. findings.Select(finding => finding.Id).Distinct()];

    private static double? CoreMs(Cost? cost) => cost is null ? null : Math.Round(cost.CoreSeconds.Expected * 1000);

    private static double? WallMs(Cost? cost) => cost?.WallSeconds is { } wall ? Math.Round(wall.Expected * 1000) : null;
}
