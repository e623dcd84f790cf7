using System.Globalization;
using Stoker.Advice.Choices;
using Stoker.Advice.Sizing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.TimeSplit;
using Stoker.Predicting;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Advising;

/// <summary>Values the choices of an application by replays of the run with each of them, and finds the number of executors. A pure function; thread safe.</summary>
public static class PredictChoices
{
    /// <summary>More executors are worth a thought where they take a fifth off the run, and the worst of nine runs in ten is still faster.</summary>
    private const double WorthMore = 0.8;

    /// <summary>A shape within a tenth of the fastest is fast enough.</summary>
    private const double FastEnough = 1.1;

    /// <summary>Fewer are worth a thought where the run hardly notices.</summary>
    private const double HardlyLonger = 1.05;

    /// <summary>Beyond this cost in core time, speed is a luxury.</summary>
    private const double MostCost = 1.5;

    /// <summary>A choice that takes less than this share off the core time, and less than <see cref="ChoiceList.LeastTime"/> off the run's time, is not worth a person's thought.</summary>
    private const double LeastCores = 0.05;

    /// <summary>Runs with more tasks are not replayed for each choice, so that a report of them does not wait.</summary>
    private const int MostTasks = 500_000;

    /// <summary>Settings that decide the number of executors.</summary>
    private static readonly string[] ExecutorKeys = ["spark.cores.max", "spark.executor.instances"];

    /// <summary>Numbers of executors that are looked at, as shares of those of the run.</summary>
    private static readonly double[] Steps = [0.5, 0.75, 1.5, 2, 3, 4];

    /// <summary>The choices, that of the number of executors first.</summary>
    /// <param name="application">The application.</param>
    /// <param name="time">Where its time went.</param>
    /// <param name="findings">Its findings.</param>
    /// <param name="advised">Settings that are advised anyhow: what they decide is no choice any more.</param>
    public static IReadOnlyList<ValuedChoice> Of(Application application, TimeBreakdown time, IReadOnlyList<Finding> findings, IReadOnlyList<string> advised)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(advised);
        var choices = ChoiceList.Of(application, time, findings);
        if (choices.Count == 0)
        {
            return [];
        }

        ValuedChoice? executors = null;
        if (application.TaskAttemptCount > MostTasks)
        {
            return [.. choices.Where(choice => !IsAdvised(choice)).Select(choice => IsReplayed(choice) ? new ValuedChoice(choice, NotPredicted: "It has too many tasks for a replay of each choice: ask stoker whatif.") : new ValuedChoice(choice))];
        }

        var program = ReplayableProgram.Of(application);
        var predictor = new Predictor(program);
        executors = ExecutorKeys.Any(advised.Contains) ? null : ExecutorsOf(program, predictor);
        IEnumerable<ValuedChoice> valued = choices.Select(choice => Value(choice, program, predictor));
        return [.. valued.Prepend(executors).OfType<ValuedChoice>().Where(each => !IsAdvised(each.Choice))];

        // Executors of another size would be another number of them: one of the two at a time.
        bool IsAdvised(Choice choice) => choice.Settings.Any(setting => advised.Contains(setting.Key))
            || (choice is { Subject: ChoiceSubject.ExecutorShape, Verdict: ChoiceVerdict.Decide } && (ExecutorKeys.Any(advised.Contains) || executors is { Choice.Verdict: ChoiceVerdict.Decide }));
    }

    /// <summary>Whether a replay tells what a choice brings: it is to be decided, and has neither a price nor a reason why there is none.</summary>
    private static bool IsReplayed(Choice choice) => choice is { Verdict: ChoiceVerdict.Decide, NoSaving: null, SavedWallSeconds: null };

    private static ValuedChoice Value(Choice choice, ReplayableProgram program, Predictor predictor)
    {
        if (!IsReplayed(choice))
        {
            return new ValuedChoice(choice);
        }

        // Shuffle tracking decides which executors may go; the replay takes those with shuffle data to go when idle.
        var change = new ChangeSet
        {
            Executors = choice.Executors,
            CoresPerExecutor = choice.CoresPerExecutor,
            Settings = choice.Settings.Where(setting => ModelledSettings.RefusalOf(setting.Key) is null).ToDictionary(setting => setting.Key, setting => setting.To, StringComparer.Ordinal),
        };
        if (predictor.RefusalOf(change) is { } refusal)
        {
            return new ValuedChoice(choice, NotPredicted: refusal.Reason);
        }

        var run = Of(predictor.Predict(change), program, predictor);
        return IsWorthIt(run) ? new ValuedChoice(choice, run) : new ValuedChoice(new Choice
        {
            Subject = choice.Subject,
            Verdict = ChoiceVerdict.Keep,
            Reason = "A replay of the run with another one takes as long, and as many core-hours.",
            Evidence = choice.Evidence,
        });
    }

    private static bool IsWorthIt(ChoicePrediction run) =>
        run.PredictedMs <= (1 - ChoiceList.LeastTime) * run.MeasuredMs || run.CoreMsAfter <= (1 - LeastCores) * run.CoreMsBefore;

    /// <summary>The number of executors, where another one is worth a thought; what is kept is said too.</summary>
    private static ValuedChoice? ExecutorsOf(ReplayableProgram program, Predictor predictor)
    {
        var settings = new EffectiveSettings(program.Application);
        var (now, cores) = (program.Shape.Executors, program.Shape.CoresPerExecutor);
        var cluster = ClusterManagers.Of(program.Application.Settings);
        if (cluster is not (ClusterManager.Standalone or ClusterManager.Yarn or ClusterManager.Kubernetes) || program.HasDynamicAllocation || ClusterManagers.IsInOneProcess(program.Application.Settings) || now < 1 || program.Application.Executors.All(executor => executor.IsDriver))
        {
            return null;
        }

        if (predictor.RefusalOf(new ChangeSet { Executors = now }) is { } refusal)
        {
            return new ValuedChoice(Choice(ChoiceVerdict.Keep, Text($"{ExecutorWords.Of(now, cores)}. What others would do is not predicted. {refusal.Reason}"), null, []));
        }

        var own = Of(predictor.Predict(new ChangeSet()), program, predictor);
        var others = Steps.Select(step => Math.Max(1, (int)Math.Round(step * now))).Where(count => count != now).Distinct()
            .Select(count => (Count: count, Change: new ChangeSet { Executors = count, CoresPerExecutor = cores })).Where(each => predictor.RefusalOf(each.Change) is null)
            .Select(each => (each.Count, Run: Of(predictor.Predict(each.Change), program, predictor))).ToList();
        var fastest = others.Select(other => other.Run.PredictedMs).Append(own.MeasuredMs).Min();
        var more = others.Where(other => other.Count > now && other.Run.PredictedMs <= FastEnough * fastest && other.Run.PredictedMs <= WorthMore * own.MeasuredMs
            && other.Run.Interval.HighMs < own.MeasuredMs && other.Run.CoreMsAfter <= MostCost * own.CoreMsBefore).OrderBy(other => other.Count).ToList();
        if (more is [var faster, ..])
        {
            return new ValuedChoice(
                Choice(ChoiceVerdict.Decide, Text($"{ExecutorWords.Of(faster.Count)} in place of {now}: slots are what the run waits for."), "The cluster has them free.", SettingsOf(faster.Count)) with { Executors = faster.Count },
                faster.Run);
        }

        // Fewer that are said to be quicker rest on how one busy machine shared its CPUs, and not on what the work needs.
        var fewer = others.Where(other => other.Count < now && other.Run.PredictedMs <= HardlyLonger * own.MeasuredMs && other.Run.PredictedMs >= own.MeasuredMs / HardlyLonger
            && other.Run.CoreMsAfter <= (1 - LeastCores) * own.CoreMsBefore).OrderBy(other => other.Count).ToList();
        return fewer is [var smaller, ..]
            ? new ValuedChoice(
                Choice(ChoiceVerdict.Decide, Text($"{ExecutorWords.Of(smaller.Count)} in place of {now} would do."), "Inputs do not grow; what is cached fits in fewer.", SettingsOf(smaller.Count)) with { Executors = smaller.Count },
                smaller.Run)
            : new ValuedChoice(Choice(ChoiceVerdict.Keep, Text($"{ExecutorWords.Of(now, cores)}: neither more nor fewer are worth it."), null, []));

        ChosenSetting[] SettingsOf(int count)
        {
            // A standalone cluster gives cores and does not read how many executors are asked for.
            var (key, to) = cluster == ClusterManager.Standalone ? ("spark.cores.max", count * cores) : ("spark.executor.instances", count);
            return [new ChosenSetting(key, settings.Find(key), Text($"{to}"), settings.IsSet(key))];
        }

        Choice Choice(ChoiceVerdict verdict, string reason, string? precondition, ChosenSetting[] chosen) => new()
        {
            Subject = ChoiceSubject.Executors,
            Verdict = verdict,
            Reason = reason,
            Precondition = precondition,
            Settings = chosen,
            Evidence = [EvidenceItem.Of("executors", now, EvidenceUnit.Count), EvidenceItem.Of("slotsOfAnExecutor", cores, EvidenceUnit.Count)],
        };
    }

    private static ChoicePrediction Of(PredictedRun run, ReplayableProgram program, Predictor predictor)
    {
        (run, var cost) = (run.Beside(predictor.Self), new HeldCores(program));
        return new ChoicePrediction(predictor.Self.MeasuredMs + program.StartUpMs + program.ShutDownMs, run.ApplicationMs, run.ApplicationInterval, run.Confidence, cost.OfRun, cost.Of(run));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
