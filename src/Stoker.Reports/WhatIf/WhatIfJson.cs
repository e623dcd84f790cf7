using Stoker.Predicting;
using Stoker.Reports.Contracts;
using Stoker.Reports.Findings;
using Stoker.Simulation.Changes;

namespace Stoker.Reports.WhatIf;

/// <summary>The answer of <c>whatif</c> for programs: <c>stoker/whatif/1</c>.</summary>
public static class WhatIfJson
{
    /// <summary>One document and a line end.</summary>
    public static string Write(Predicting.WhatIf answer, string stokerVersion)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return ContractText.Of(DocumentOf(answer, stokerVersion), WhatIfJsonContext.Default.WhatIfDocument);
    }

    private static WhatIfDocument DocumentOf(Predicting.WhatIf answer, string stokerVersion) => new()
    {
        StokerVersion = stokerVersion,
        Source = answer.Source,
        ApplicationId = answer.Application.Id.Length > 0 ? answer.Application.Id : null,
        ApplicationName = answer.Application.Name,
        Shape = Of(answer.Shape),
        SpanMs = Whole(answer.SpanMs),
        DriverOnlyMs = Whole(answer.DriverOnlyMs),
        OutsideMs = Whole(answer.OutsideMs),
        SelfReplay = new(Whole(answer.Self.MeasuredMs), Whole(answer.Self.ReplayedMs), Rounded(answer.Self.Error)),
        IsOneMachine = answer.IsOneMachine,
        SharedCpus = answer.SharedCpus is { } cpus ? Math.Round(cpus, 2) : null,
        Refusal = answer.Refusal is { } refusal ? new(refusal.Reason, refusal.Remedy) : null,
        Currency = answer.Request.Prices.Currency,
        CoreHourPrice = answer.Request.Prices.CoreHour,
        GibHourPrice = answer.Request.Prices.GiBHour,
        Settings = answer.Request.Settings.Count > 0 ? answer.Request.Settings : null,
        Without = answer.Request.Without.Count > 0 ? answer.Request.Without : null,
        Cured = answer.Cured.Count > 0 ? [.. answer.Cured.Select(finding => new CuredDocument(finding.Id, PlaceText.Of(finding.Place)))] : null,
        DeadlineMs = answer.Request.Deadline?.Value,
        Runs = [.. answer.Runs.Select(Of)],
        FastEnough = ShapeOf(answer.FastEnough),
        BestValue = ShapeOf(answer.BestValue),
        CheapestInTime = ShapeOf(answer.Cheapest),
        Others = answer.Others.Count > 0 ? [.. answer.Others.Select(Of)] : null,
        CheapestOfOthers = ShapeOf(answer.CheapestOfOthers),
        RefusedShapes = [.. answer.RefusedShapes.Select(refused => new RefusedShapeDocument(Of(refused.Shape), refused.Refusal.Reason, refused.Refusal.Remedy))],
        Basis = [.. WhatIfSentences.Basis(answer)],
    };

    private static PredictedRunDocument Of(PricedRun run) => new()
    {
        Shape = Of(run.Run.Shape),
        IsMeasured = run.IsMeasured,
        SpanMs = Whole(run.Run.SpanMs),
        Interval = new(Whole(run.Run.Interval.LowMs), Whole(run.Run.Interval.HighMs)),
        ApplicationMs = Whole(run.TakesMs),
        ApplicationInterval = new(Whole(run.Run.ApplicationInterval.LowMs), Whole(run.Run.ApplicationInterval.HighMs)),
        FloorMs = Whole(run.Run.FloorMs),
        HeldCoreMs = Whole(run.Run.HeldMs),
        ExecutorMs = run.Run.IsAllocated ? Whole(run.Run.Held.WithinMs) : null,
        MostExecutors = run.Run.MostExecutors,
        Utilization = Rounded(run.Run.Utilization),
        Cost = Math.Round(run.Cost, 6),
        LimitedBy = Camel(run.Run.Limit.ToString()),
        Confidence = Camel(run.Run.Confidence.ToString()),
        MemoryRisks = run.Run.Harms.Count > 0 ? run.Run.Harms : null,
        Baselines = new(Whole(run.Run.Baselines.ConstantMs), Whole(run.Run.Baselines.InverseMs), Whole(run.Run.Baselines.AmdahlMs), Whole(run.Run.Baselines.PlainReplayMs)),
    };

    private static ShapeDocument? ShapeOf(PricedRun? run) => run is null ? null : Of(run.Run.Shape);

    private static ShapeDocument Of(ClusterShape shape) => new(shape.Executors, shape.CoresPerExecutor, shape.Slots);

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static long Whole(double milliseconds) => (long)Math.Round(milliseconds);

    private static double Rounded(double share) => Math.Round(share, 4);
}
