using Stoker.Analyses;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>Use case: read an application, and predict it on other clusters and with other settings. Thread safe.</summary>
public static class PredictShape
{
    /// <summary>Within this factor of the fastest shape, a smaller one is fast enough.</summary>
    private const double FastEnough = 1.1;

    /// <summary>Predicts the chosen application.</summary>
    /// <exception cref="SourceException">The source cannot be read.</exception>
    public static WhatIf Run(WhatIfRequest request, Action<ReadingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var resolved = EventLogSources.Resolve(request.Source, request.Selection, request.Options, cancellationToken);
        var candidate = resolved.Chosen[0];
        Action<ReadProgress>? report = progress is null ? null : read => progress(new ReadingProgress(candidate.Location, read.InputBytes, read.TotalInputBytes));
        var application = EventLogReader.Read(candidate, request.Options.Jobs, report, cancellationToken);
        return Predict(application, request, cancellationToken) with { OtherApplications = Math.Max(resolved.OthersCount + resolved.Chosen.Count - 1, application.Reading.OtherApplications.Count) };
    }

    /// <summary>Predicts an application that was read.</summary>
    public static WhatIf Predict(Application application, WhatIfRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(request);
        return Predict(ReplayableProgram.Of(application), request, cancellationToken);
    }

    /// <summary>Predicts a program that was read out of an application.</summary>
    internal static WhatIf Predict(ReplayableProgram program, WhatIfRequest request, CancellationToken cancellationToken)
    {
        var predictor = new Predictor(program);
        var refusal = predictor.Refusal ?? UnknownTo(program.Application, request.Settings.Keys);
        var cured = refusal is null ? CuredFindings.Of(program, predictor, request) : null;
        var answer = new WhatIf
        {
            Source = request.Source,
            Application = program.Application,
            Shape = program.Shape,
            SpanMs = program.SpanMs,
            DriverOnlyMs = program.DriverOnlyMs,
            OutsideMs = program.StartUpMs + program.ShutDownMs,
            Self = predictor.Self,
            IsOneMachine = program.IsOneMachine,
            SharedCpus = program.SharedCpus,
            UnknownFinding = cured?.UnknownId,
            Refusal = refusal ?? cured?.Refusal,
            Cured = cured?.Findings ?? [],
            Request = request,
        };
        return answer.Refusal is null && cured is not null ? WithRuns(answer, program, predictor, cured.Reliefs, cancellationToken) : answer;
    }

    /// <summary>Why nothing is predicted where the run's version of Spark lacks a setting that was asked for: it would do nothing. A vendor's build may have what came later.</summary>
    private static Refusal? UnknownTo(Application application, IEnumerable<string> keys) =>
        new EffectiveSettings(application) is { Version: { } version, IsVendorBuild: false } && keys.Order(StringComparer.Ordinal).FirstOrDefault(key => !SettingTable.Exists(key, version)) is { } missing
            ? new Refusal($"Spark {version} does not have {missing}; it came with {SettingTable.SinceOf(missing)}.", "Leave it out, or ask the log of a run on a version that has it.")
            : null;

    private static WhatIf WithRuns(WhatIf answer, ReplayableProgram program, Predictor first, IReadOnlyList<StageRelief> reliefs, CancellationToken cancellationToken)
    {
        var changes = ShapeGrid.Of(program, answer.Request, reliefs).ToList();
        var refused = changes.Select(change => (Change: change, Refusal: first.RefusalOf(change))).Where(each => each.Refusal is not null)
            .Select(each => (ShapeGrid.After(program.Shape, each.Change), each.Refusal!)).ToList();
        var predicted = new PredictedRun?[changes.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = answer.Request.Options.Jobs, CancellationToken = cancellationToken };
        Parallel.For(0, changes.Count, options, () => new Predictor(first), (each, _, predictor) =>
        {
            predicted[each] = predictor.RefusalOf(changes[each]) is null ? predictor.Predict(changes[each]) : null;
            return predictor;
        }, _ => { });
        var cost = new ClusterCost(program, answer.Request.Prices);
        var runs = predicted.OfType<PredictedRun>().Select(run => Priced(run, answer, program, cost)).OrderBy(run => run.Run.Shape.Slots).ThenBy(run => run.Run.Shape.Executors).ToList();
        var deadline = answer.Request.Deadline?.Value;
        return answer with
        {
            Runs = runs,
            RefusedShapes = refused,
            FastEnough = runs.Count > 2 ? runs.FirstOrDefault(run => run.TakesMs <= FastEnough * runs.Min(each => each.TakesMs)) : null,
            BestValue = runs.MinBy(run => run.Cost * run.TakesMs),
            Cheapest = deadline is null || !answer.Application.IsComplete ? null : runs.Where(run => run.Run.ApplicationInterval.HighMs <= deadline).MinBy(run => run.Cost),
        };
    }

    private static PricedRun Priced(PredictedRun run, WhatIf answer, ReplayableProgram program, ClusterCost cost)
    {
        var isMeasured = run.Shape == program.Shape && run.Change is { Settings.Count: 0, Reliefs.Count: 0 };
        run = isMeasured ? run : run.Beside(answer.Self);
        var time = run.ApplicationMs;
        var takes = isMeasured ? answer.SpanMs + answer.OutsideMs : time;

        // Where most of the time lies outside jobs, no slot is what is missing, whatever bounds the rest.
        run = answer.OutsideMs > run.SpanMs ? run with { Limit = Limit.Driver } : run;
        return new PricedRun(run, time, isMeasured ? cost.OfRun(takes) : cost.Of(run, time), isMeasured) { TakesMs = takes };
    }
}
