using Stoker.Advice.Comparison.Changes;
using Stoker.Advice.Comparison.Effects;
using Stoker.Advice.Comparison.Matching;
using Stoker.Model.TimeSplit;
using Stoker.Model.Units;

namespace Stoker.Advice.Comparison;

/// <summary>Puts effects together by cause, in whole milliseconds that add up to the differences.</summary>
internal static class CauseList
{
    public static IReadOnlyList<CauseEffect> Of(
        EffectSheet sheet, IReadOnlyList<MatchedPair<WorkUnit>> units, ComparedRun before, ComparedRun after, IReadOnlyList<SettingDifference> settings)
    {
        var (wall, core) = (Wall(after) - Wall(before), Core(after).Running - Core(before).Running);
        var cluster = ClusterChange.Of(before, after);
        var groups = sheet.Entries.Where(entry => entry.Cause != DifferenceCause.Unexplained).GroupBy(entry => entry.Cause)
            .Select(group => EffectOf(group.Key, [.. group], units, settings, cluster)).Where(EvidenceRules.Stands)
            .OrderByDescending(effect => Math.Abs(effect.Wall.Value)).ThenBy(effect => effect.Cause).ToList();
        var unexplained = new CauseEffect
        {
            Cause = DifferenceCause.Unexplained,
            Wall = wall - new Milliseconds(groups.Sum(effect => effect.Wall.Value)),
            Core = core - new Milliseconds(groups.Sum(effect => effect.Core.Value)),
        };
        var idle = new CauseEffect
        {
            Cause = DifferenceCause.IdleSlots,
            Wall = Milliseconds.Zero,
            Core = Core(after).Total - Core(before).Total - core,
            Settings = Explaining(DifferenceCause.IdleSlots, settings),
        };
        return [.. groups.Append(idle).Append(unexplained).Where(effect => effect.Wall.Value != 0 || effect.Core.Value != 0)];
    }

    private static Milliseconds Wall(ComparedRun run) => run.Time.ApplicationTime.Wall.Total;

    private static CoreSplit Core(ComparedRun run) => run.Time.ApplicationTime.Core;

    private static CauseEffect EffectOf(DifferenceCause cause, IReadOnlyList<EffectSheet.Entry> entries, IReadOnlyList<MatchedPair<WorkUnit>> units, IReadOnlyList<SettingDifference> settings, ClusterChange? cluster)
    {
        var wall = entries.Sum(entry => entry.Wall);
        var most = entries.Where(entry => entry.Before is not null || entry.After is not null)
            .GroupBy(entry => (entry.Before, entry.After))
            .OrderByDescending(group => Math.Sign(wall) * group.Sum(entry => entry.Wall)).ThenByDescending(group => group.Sum(entry => Math.Abs(entry.Task)))
            .Select(group => group.Key).FirstOrDefault();
        var plans = cause == DifferenceCause.OtherPlan ? units.Where(unit => unit is { Before: not null, After: not null, IsSame: false }).ToList() : [];
        return new CauseEffect
        {
            Cause = cause,
            OperatorsBefore = Without(plans.SelectMany(unit => unit.Before?.Operators ?? []), plans.SelectMany(unit => unit.After?.Operators ?? [])),
            OperatorsAfter = Without(plans.SelectMany(unit => unit.After?.Operators ?? []), plans.SelectMany(unit => unit.Before?.Operators ?? [])),
            Wall = Whole(wall),
            Core = Whole(entries.Sum(entry => entry.Task)),
            Stage = most.Before is null && most.After is null ? null : new StagePair(most.Before?.Id, most.After?.Id),
            Evidence = CauseEvidence.Of(cause, entries, most.Before, most.After, units, cluster),
            Hosts = cause == DifferenceCause.SlowHost ? HostsOf(entries) : [],
            Settings = Governing(cause, entries, plans, settings),
        };
    }

    /// <summary>Settings that can bring the cause about, as far as what they govern is in the plans, or the stages, that are said to differ for it.</summary>
    private static List<SettingDifference> Governing(DifferenceCause cause, IReadOnlyList<EffectSheet.Entry> entries, IReadOnlyList<MatchedPair<WorkUnit>> plans, IReadOnlyList<SettingDifference> settings)
    {
        List<string> before = [.. entries.SelectMany(entry => OperatorsOf(entry.Before)), .. plans.SelectMany(unit => unit.Before?.Operators ?? [])];
        List<string> after = [.. entries.SelectMany(entry => OperatorsOf(entry.After)), .. plans.SelectMany(unit => unit.After?.Operators ?? [])];

        // Where no stage shows it, as for the driver's time, it is the whole run's.
        return before.Count + after.Count == 0 ? Explaining(cause, settings) : [.. Explaining(cause, settings).Where(setting => GovernedOperators.AreIn(setting.Key, before, after))];
    }

    /// <summary>Operators of a stage; one that reads another stage's output stands behind an exchange, which its lineage does not name.</summary>
    private static IEnumerable<string> OperatorsOf(StageWork? stage) => stage is null ? [] : stage.IsLeaf ? stage.Operators : stage.Operators.Append("Exchange");

    /// <summary>Names that one plan has more often than the other.</summary>
    private static List<string> Without(IEnumerable<string> names, IEnumerable<string> others)
    {
        var counts = others.GroupBy(name => name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return [.. names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > counts.GetValueOrDefault(group.Key)).Select(group => group.Key).Order(StringComparer.Ordinal)];
    }

    private static List<string> HostsOf(IReadOnlyList<EffectSheet.Entry> entries) =>
    [
        .. entries.SelectMany(entry => new[] { entry.Before, entry.After }).OfType<StageWork>().Distinct()
            .SelectMany(stage => SlowHosts.Find(stage.Figures)).GroupBy(host => host.Host)
            .OrderByDescending(host => host.Sum(slow => slow.Excess)).Select(host => host.Key),
    ];

    private static List<SettingDifference> Explaining(DifferenceCause cause, IReadOnlyList<SettingDifference> settings) =>
        [.. settings.Where(setting => setting.Explains.Contains(cause))];

    private static Milliseconds Whole(double milliseconds) => new((long)Math.Round(milliseconds, MidpointRounding.AwayFromZero));
}
