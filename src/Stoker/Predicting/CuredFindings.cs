using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>
/// Findings without which a run is to be predicted: those that are named, and those that a setting cures whose effect no replay knows or not all of it (a broadcast, Arrow, adaptive execution that
/// chooses joins). What each costs is taken off the tasks of its stages, between the bounds of its price.
/// </summary>
/// <param name="Findings">The findings.</param>
/// <param name="Reliefs">What is taken off the tasks of stages.</param>
/// <param name="Refusal">Why the question is not answered; absent when it is.</param>
internal sealed record CuredFindings(IReadOnlyList<Finding> Findings, IReadOnlyList<StageRelief> Reliefs, Refusal? Refusal = null)
{
    /// <summary>The first id asked for that no finding of the run has; absent when all are there.</summary>
    public string? UnknownId { get; init; }

    private const string Threshold = "spark.sql.autoBroadcastJoinThreshold";

    private static readonly CuredFindings None = new([], []);

    /// <summary>Settings that are answered by findings alone, which name them as their remedy.</summary>
    private static readonly string[] Keys = [Threshold, "spark.sql.execution.arrow.pyspark.enabled", "spark.sql.execution.pythonUDF.arrow.enabled"];

    /// <summary>Whether a setting is answered by findings, not by a replay of Spark's rules.</summary>
    public static bool Answers(string key) => Keys.Contains(key, StringComparer.Ordinal);

    /// <summary>What is to be cured; diagnoses the application where something is.</summary>
    public static CuredFindings Of(ReplayableProgram program, Predictor predictor, WhatIfRequest request)
    {
        if (!request.ChangesRun)
        {
            return None;
        }

        var findings = DiagnoseApplication.Run(program.Application).Findings;
        var cures = new Cures(findings, new PredictedSettings(program, predictor, findings, request.Settings));
        var settings = request.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => Answers(setting.Key) ? cures.BySetting(setting.Key, setting.Value) : cures.Beside(setting.Key, setting.Value));
        return request.Without.Select(cures.ById).Concat(settings).Aggregate(None, Join);
    }

    private static CuredFindings Join(CuredFindings first, CuredFindings second)
    {
        var added = second.Findings.Where(finding => !first.Findings.Contains(finding, ReferenceEqualityComparer.Instance)).ToList();
        return new([.. first.Findings, .. added], added.Count == 0 ? first.Reliefs : [.. first.Reliefs, .. second.Reliefs], first.Refusal ?? second.Refusal) { UnknownId = first.UnknownId ?? second.UnknownId };
    }

    /// <summary>The findings of an application, and what curing them takes off its tasks.</summary>
    private sealed class Cures(IReadOnlyList<Finding> all, PredictedSettings effects)
    {
        public CuredFindings ById(string id)
        {
            var found = all.Where(finding => finding.Id == id).ToList();
            return found.Count == 0 ? Refused($"{id} is not among the findings of this run.", Curable()) with { UnknownId = id } : Cured(found, $"What {id} costs is not time of tasks that curing it would take away, so that no replay tells what stays.");
        }

        public CuredFindings BySetting(string key, string value)
        {
            if (key == Threshold && EffectiveSettings.ParseBytes(value) is not > 0)
            {
                return Refused("What joins take without a broadcast is not in the log of a run.", "Run the job once with it on the same input: stoker verify BEFORE AFTER says what it did.");
            }

            var asking = all.Where(finding => AskedFor(finding, key) is not null).ToList();
            if (asking.Count > 0 && !asking.Exists(finding => IsPricedFor(finding, key)))
            {
                var first = asking[0];
                return Refused(
                    $"{first.Id} is priced for another remedy than {key}, and what this one would leave of its cost is in no log.",
                    $"stoker whatif --without {first.Id} is the most that it can save. Run the job once with it on the same input: stoker verify BEFORE AFTER says what it did.");
            }

            var found = asking.Where(finding => IsPricedFor(finding, key) && IsEnough(key, AskedFor(finding, key)!, value)).ToList();
            return found.Count > 0 ? Cured(found, $"What the findings that ask for {key} cost is not time of tasks, so that no replay tells what stays.")
                : asking.Count > 0 ? Refused($"{key}={value} cures none of the findings that ask for it.", $"{asking[0].Id} asks for {AskedFor(asking[0], key)}.")
                : Refused($"No finding of this run says what {key}={value} would save, and a log has only the plan that ran.", "Run the job once with it on the same input: stoker verify BEFORE AFTER says what it did.");
        }

        /// <summary>What a setting cures beside what the replay of it knows.</summary>
        public CuredFindings Beside(string key, string value)
        {
            var priced = effects.Of(key, value, effects.AskingFor(key, value)).Priced;
            return new([.. priced.Select(each => each.Finding)], [.. priced.SelectMany(each => each.Reliefs)]);
        }

        private CuredFindings Cured(IReadOnlyList<Finding> found, string why)
        {
            List<Finding> parts = [.. found.SelectMany(effects.PartsOf).DistinctBy(finding => (object)finding, ReferenceEqualityComparer.Instance)];
            List<(Finding Finding, IReadOnlyList<StageRelief> Reliefs)> cured = [.. parts.Select(finding => (finding, effects.ReliefsOf(finding))).Where(each => each.Item2.Count > 0)];
            return cured.Count == 0 ? Refused(why, Curable()) : new([.. cured.Select(each => each.Finding)], [.. cured.SelectMany(each => each.Reliefs)]);
        }

        private string Curable()
        {
            var ids = all.Where(finding => effects.ReliefsOf(finding).Count > 0).Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal).ToList();
            return ids.Count == 0 ? "None of its findings can be left out; stoker analyze has them all." : $"Those that can be left out: {string.Join(", ", ids)}.";
        }

        private static string? AskedFor(Finding finding, string key) => finding.Remedies.FirstOrDefault(remedy => remedy.Setting?.Key == key)?.Setting?.To;

        /// <summary>Whether the price of a finding is that of the setting: it is that of the first remedy, such as native code; a broadcast is one, whoever asks for it.</summary>
        private static bool IsPricedFor(Finding finding, string key) => key == Threshold || finding.Remedies[0].Setting?.Key == key;

        private static bool IsEnough(string key, string asked, string value) => key == Threshold
            ? EffectiveSettings.ParseBytes(value) >= EffectiveSettings.ParseBytes(asked)
            : string.Equals(asked, value, StringComparison.OrdinalIgnoreCase);

        private static CuredFindings Refused(string reason, string remedy) => new([], [], new Refusal(reason, remedy));
    }
}
