using System.Globalization;
using Stoker.Advice.Recommendations;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Predicting;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Advising;

/// <summary>Values the settings of an advice together, by one replay. A pure function; thread safe.</summary>
public static class PredictAdvice
{
    /// <summary>The prediction for a plan; null when the plan has no settings.</summary>
    /// <param name="application">The application.</param>
    /// <param name="plan">Its advice.</param>
    /// <param name="findings">The findings that the plan was made of, with those that they group.</param>
    public static JointPrediction? Of(Application application, AdvicePlan plan, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(findings);
        if (plan.Settings.Count == 0)
        {
            return null;
        }

        var program = ReplayableProgram.Of(application);
        var predictor = new Predictor(program);
        var outsideMs = program.StartUpMs + program.ShutDownMs;
        var answer = new JointPrediction { MeasuredMs = predictor.Self.MeasuredMs + outsideMs, ReplayedMs = predictor.Self.ReplayedMs + outsideMs };
        if (predictor.Refusal is { } refusal)
        {
            return answer with { Refusal = refusal };
        }

        var (change, settings) = ChangeOf(program, predictor, plan, findings);
        answer = answer with { Settings = settings };
        if (answer.CountedSettings == 0)
        {
            return answer;
        }

        if (predictor.RefusalOf(change) is { } refused)
        {
            return answer with { Refusal = refused };
        }

        var (run, cost) = (predictor.Predict(change).Beside(predictor.Self), new HeldCores(program));
        return answer with
        {
            PredictedMs = run.ApplicationMs,
            Interval = run.ApplicationInterval,
            CoreMsBefore = cost.OfRun,
            CoreMsAfter = cost.Of(run),
            Confidence = run.Confidence,
            Sigma = run.Sigma,
            IntervalRow = run.IntervalRow,
            Notes = run.Notes,
        };
    }

    private static (ChangeSet Change, IReadOnlyList<ValuedSetting> Settings) ChangeOf(ReplayableProgram program, Predictor predictor, AdvicePlan plan, IReadOnlyList<Finding> findings)
    {
        var effects = new PredictedSettings(program, predictor, findings, plan.Settings.ToDictionary(setting => setting.Key, setting => setting.To, StringComparer.Ordinal));
        var taken = new Dictionary<FindingReference, IReadOnlyList<StageRelief>>();
        var replayed = new Dictionary<string, string>(StringComparer.Ordinal);
        var executors = (int?)null;
        List<ValuedSetting> valued = [];
        foreach (var setting in plan.Settings)
        {
            var count = ExecutorsOf(setting, program.Shape);
            var (isModelled, isReplayed, priced) = effects.Of(setting.Key, setting.To, Answered(setting, findings), isShape: count is not null);
            executors = count is null ? executors : Math.Min(executors ?? count.Value, count.Value);
            if (isModelled)
            {
                replayed[setting.Key] = setting.To;
            }

            foreach (var (finding, reliefs) in priced)
            {
                taken[new FindingReference(finding.Id, finding.Place)] = reliefs;
            }

            valued.Add(new ValuedSetting(setting.Key, isReplayed ? SettingBasis.Replayed : priced.Count > 0 ? SettingBasis.Priced : SettingBasis.NotInNumber, [.. priced.Select(each => each.Finding.Id).Distinct()]));
        }

        return (new ChangeSet { Executors = executors, Settings = replayed, Reliefs = [.. taken.Values.SelectMany(each => each)] }, valued);
    }

    /// <summary>Findings that a setting answers.</summary>
    private static IEnumerable<Finding> Answered(AdvisedSetting setting, IReadOnlyList<Finding> findings)
    {
        var byReference = findings.GroupBy(finding => new FindingReference(finding.Id, finding.Place)).ToDictionary(group => group.Key, group => group.First());
        return setting.Findings.Select(reference => byReference.GetValueOrDefault(reference)).OfType<Finding>();
    }

    /// <summary>Executors that a setting asks for; null when it is about something else.</summary>
    private static int? ExecutorsOf(AdvisedSetting setting, ClusterShape shape) =>
        !int.TryParse(setting.To, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null
        : setting.Key == "spark.executor.instances" ? number
        : setting.Key == "spark.cores.max" ? Math.Max(1, number / Math.Max(1, shape.CoresPerExecutor))
        : null;
}
