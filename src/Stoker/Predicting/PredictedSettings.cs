using Stoker.Findings;
using Stoker.Findings.Remedies;
using Stoker.Model.Settings;
using Stoker.Simulation.Changes;
using Stoker.Simulation.Predictions;
using Stoker.Simulation.Programs;

namespace Stoker.Predicting;

/// <summary>How a setting is in the number that predicts a run with it.</summary>
/// <param name="IsModelled">Whether the replay knows the setting.</param>
/// <param name="IsReplayed">Whether the replay makes all of the change. It does not where it knows that memory is another, and not what that saves.</param>
/// <param name="Priced">Findings that it answers and whose cost is taken off the tasks of their stages.</param>
internal sealed record PredictedSetting(bool IsModelled, bool IsReplayed, IReadOnlyList<(Finding Finding, IReadOnlyList<StageRelief> Reliefs)> Priced);

/// <summary>
/// What a setting does to a run: what the replay makes of it, and what findings cost that it answers and the replay knows nothing of. One rule for <c>whatif</c>, <c>advise</c> and <c>verify</c>: the same
/// question has the same answer. Not thread safe.
/// </summary>
internal sealed class PredictedSettings
{
    private const string Threshold = "spark.sql.autoBroadcastJoinThreshold";

    /// <summary>What these save the price of findings tells.</summary>
    private static readonly string[] PricedKeys = ["spark.executor.memory", "spark.driver.memory"];

    /// <summary>Findings about how work lies in tasks and slots, small files and what tasks spill among them: a replay of the change tells what it saves, and a price would count it again.</summary>
    private static readonly string[] ToldByReplay = ["PART", "SKEW", "SCHED", "EXEC", "IO001", "MEM001"];

    private readonly Predictor _predictor;
    private readonly IReadOnlyList<Finding> _findings;
    private readonly FindingReliefs _reliefs;
    private readonly bool _canBroadcast;

    /// <param name="program">The run.</param>
    /// <param name="predictor">Its predictor.</param>
    /// <param name="findings">Its findings, with those that they group.</param>
    /// <param name="settings">All settings that are to be different, by key.</param>
    public PredictedSettings(ReplayableProgram program, Predictor predictor, IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, string> settings)
    {
        (_predictor, _findings, _reliefs) = (predictor, findings, new FindingReliefs(program.Application));

        // Adaptive execution broadcasts by measured sizes, but never above the threshold: with none, joins stay as they were.
        var threshold = settings.GetValueOrDefault(Threshold) ?? new EffectiveSettings(program.Application).Find(Threshold);
        _canBroadcast = threshold is null || EffectiveSettings.ParseBytes(threshold) > 0;
    }

    /// <summary>The findings of the run that stand for themselves and ask for a setting, where a value goes at least as far as they ask.</summary>
    public IEnumerable<Finding> AskingFor(string key, string value) =>
        _findings.Where(finding => finding.CausedBy is null && finding.Severity > Severity.Info && finding.Remedies.Any(remedy => remedy.Setting is { } asked && asked.Key == key && IsAsFar(asked, value)));

    /// <summary>What a setting does to the run.</summary>
    /// <param name="key">The setting.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="answered">The findings that it answers; of one that sums others up, those count.</param>
    /// <param name="isShape">Whether it is the shape of the cluster, which is replayed as such.</param>
    public PredictedSetting Of(string key, string value, IEnumerable<Finding> answered, bool isShape = false)
    {
        var isModelled = !isShape && _predictor.RefusalOf(new ChangeSet { Settings = new Dictionary<string, string> { [key] = value } }) is null;
        var isReplayed = isShape || (isModelled && !PricedKeys.Contains(key));
        var priced = answered.SelectMany(PartsOf).Distinct(ReferenceEqualityComparer.Instance).Cast<Finding>()
            .Where(finding => finding.Id != "JOIN001" || _canBroadcast)
            .Where(finding => !isReplayed || !ToldByReplay.Any(family => finding.Id.StartsWith(family, StringComparison.Ordinal)))
            .Select(finding => (Finding: finding, Reliefs: _reliefs.Of(finding))).Where(each => each.Reliefs.Count > 0);
        return new PredictedSetting(isModelled, isReplayed, [.. priced]);
    }

    /// <summary>What is taken off the tasks of stages for a finding.</summary>
    public IReadOnlyList<StageRelief> ReliefsOf(Finding finding) => _reliefs.Of(finding);

    /// <summary>A finding that sums others up is cured with them.</summary>
    public IEnumerable<Finding> PartsOf(Finding finding) => finding.Groups.Count == 0
        ? [finding]
        : finding.Groups.SelectMany(reference => _findings.Where(each => each.Id == reference.Id && each.Place == reference.Place));

    /// <summary>Whether a value is the one asked for, or lies beyond it on the same side of what the run had.</summary>
    private static bool IsAsFar(SettingChange asked, string value) => string.Equals(asked.To, value, StringComparison.OrdinalIgnoreCase)
        || (Size(asked.To) is { } to && Size(value) is { } given && (Size(asked.From) is { } from && from != to ? (to > from ? given >= to : given <= to) : given == to));

    private static long? Size(string? text) => text is null ? null : EffectiveSettings.ParseBytes(text);
}
