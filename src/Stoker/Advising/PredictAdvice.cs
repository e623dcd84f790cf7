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
    /// <summary>The replay knows that memory changes, and not what that saves: the price of the findings tells.</summary>
    private static readonly string[] PricedKeys = ["spark.executor.memory", "spark.driver.memory"];

    private const string Threshold = "spark.sql.autoBroadcastJoinThreshold";

    /// <summary>Findings about how work lies in tasks and slots, small files among them: a replay of the change tells what it saves, and a price would count it again.</summary>
    private static readonly string[] ToldByReplay = ["PART", "SKEW", "SCHED", "EXEC", "IO001"];

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

        var (run, cost) = (predictor.Predict(change), new HeldCores(program));
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
        var reliefs = new FindingReliefs(program.Application);
        var taken = new Dictionary<FindingReference, IReadOnlyList<StageRelief>>();
        var replayed = new Dictionary<string, string>(StringComparer.Ordinal);
        var executors = (int?)null;
        List<ValuedSetting> valued = [];

        // Adaptive execution broadcasts by measured sizes, but never above the threshold: with none, joins stay as they were.
        var threshold = plan.Settings.FirstOrDefault(setting => setting.Key == Threshold)?.To ?? new EffectiveSettings(program.Application).Find(Threshold);
        var canBroadcast = threshold is null || EffectiveSettings.ParseBytes(threshold) > 0;
        foreach (var setting in plan.Settings)
        {
            var isReplayed = true;
            if (ExecutorsOf(setting, program.Shape) is { } count)
            {
                executors = Math.Min(executors ?? count, count);
            }
            else if (!PricedKeys.Contains(setting.Key) && predictor.RefusalOf(new ChangeSet { Settings = new Dictionary<string, string> { [setting.Key] = setting.To } }) is null)
            {
                replayed[setting.Key] = setting.To;
            }
            else
            {
                isReplayed = false;
            }

            var priced = Answered(setting, findings).Where(finding => finding.Id != "JOIN001" || canBroadcast).Where(finding => !isReplayed || !ToldByReplay.Any(family => finding.Id.StartsWith(family, StringComparison.Ordinal)))
                .Select(finding => (Finding: finding, Reliefs: reliefs.Of(finding))).Where(each => each.Reliefs.Count > 0).ToList();
            foreach (var (finding, taking) in priced)
            {
                taken[new FindingReference(finding.Id, finding.Place)] = taking;
            }

            valued.Add(new ValuedSetting(setting.Key, isReplayed ? SettingBasis.Replayed : priced.Count > 0 ? SettingBasis.Priced : SettingBasis.NotInNumber, [.. priced.Select(each => each.Finding.Id).Distinct()]));
        }

        return (new ChangeSet { Executors = executors, Settings = replayed, Reliefs = [.. taken.Values.SelectMany(each => each)] }, valued);
    }

    /// <summary>Findings that a setting answers; one that sums others up is told by those.</summary>
    private static IEnumerable<Finding> Answered(AdvisedSetting setting, IReadOnlyList<Finding> findings)
    {
        var byReference = findings.GroupBy(finding => new FindingReference(finding.Id, finding.Place)).ToDictionary(group => group.Key, group => group.First());
        return setting.Findings
            .SelectMany(reference => byReference.GetValueOrDefault(reference) is { Groups: { Count: > 0 } groups } ? groups : [reference])
            .Distinct().Select(reference => byReference.GetValueOrDefault(reference)).OfType<Finding>();
    }

    /// <summary>Executors that a setting asks for; null when it is about something else.</summary>
    private static int? ExecutorsOf(AdvisedSetting setting, ClusterShape shape) =>
        !int.TryParse(setting.To, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null
        : setting.Key == "spark.executor.instances" ? number
        : setting.Key == "spark.cores.max" ? Math.Max(1, number / Math.Max(1, shape.CoresPerExecutor))
        : null;
}
