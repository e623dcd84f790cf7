using Stoker.Advice.Sizing;
using Stoker.Findings;
using Stoker.Findings.NotChecked;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model;
using Stoker.Model.Settings;
using Stoker.Model.Units;

namespace Stoker.Advice.Recommendations;

/// <summary>Turns findings into changes that can be made together. A pure function; thread safe.</summary>
public static class AdvicePlanner
{
    /// <summary>Share of the run, wall or core, from which a setting that somebody chose is argued with.</summary>
    private const double ArguingShare = 0.05;

    /// <summary>Changes of the program that are listed; one that several findings ask for counts once.</summary>
    private const int MostCode = 10;

    /// <summary>The advice for an application.</summary>
    /// <param name="application">The application.</param>
    /// <param name="findings">Its findings that stand for themselves, the dearest first.</param>
    /// <param name="notChecked">What its log could not tell.</param>
    /// <param name="supplySeconds">Slot time that there was, in seconds.</param>
    /// <param name="wallSeconds">Wall time of the application, in seconds.</param>
    public static AdvicePlan Plan(Application application, IReadOnlyList<Finding> findings, IReadOnlyList<NotCheckedItem> notChecked, double supplySeconds, double wallSeconds)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(notChecked);
        var context = new AdviceContext(application);
        var worth = findings.Where(finding => finding.CausedBy is null && finding.Severity > Severity.Info).ToList();
        List<AdvisedSetting> settings = [];
        List<DeclinedChange> declined = [];
        var groups = worth
            .SelectMany(finding => finding.Remedies.Where(remedy => remedy.Setting is not null).Select(remedy => new SettingProposal(finding, remedy, remedy.Setting?.To)))
            .GroupBy(proposal => proposal.Remedy.Setting?.Key ?? "", StringComparer.Ordinal)
            .OrderBy(group => SettingPolicies.OrderOf(group.Key)).ThenBy(group => group.Key, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            Decide(context, group.Key, [.. group], finding => Share(finding, supplySeconds, wallSeconds), settings, declined);
        }

        return new AdvicePlan
        {
            Settings = [.. settings.OrderBy(setting => setting.Key, StringComparer.Ordinal)],
            Declined = [.. declined.OrderBy(change => change.Key, StringComparer.Ordinal)],
            Code = [.. worth.Where(finding => !IsOfLog(finding) && !IsForNothing(finding, application)).Select(CodeOf).OfType<AdvisedCode>().GroupBy(change => (change.Finding.Id, change.Change)).Take(MostCode).SelectMany(group => group)],
            Observations = [.. notChecked.Select(item => item.EnabledBy).OfType<string>().Where(setting => IsKnownTo(context, setting)).Distinct().Order(StringComparer.Ordinal)],
            Sizing = SizingOf(context, findings),
            Cluster = context.Cluster,
        };
    }

    private static void Decide(
        AdviceContext context, string key, IReadOnlyList<SettingProposal> proposals, Func<Finding, double> shareOf, List<AdvisedSetting> settings, List<DeclinedChange> declined)
    {
        // Adaptive execution would broadcast by measured sizes what the threshold is not to broadcast.
        var useful = key == "spark.sql.adaptive.enabled" ? proposals.Where(proposal => !IsForNothing(proposal.Finding, context.Application)).ToList() : proposals;
        var verdict = useful.Count == 0 ? SettingVerdict.Leave(BroadcastRisk.Reused) : SettingPolicies.Judge(key, context, useful);
        var (from, wasSet) = (context.Settings.Find(key), context.Settings.IsSet(key));
        var references = proposals.Select(proposal => new FindingReference(proposal.Finding.Id, proposal.Finding.Place)).Distinct().ToList();
        var dearest = proposals.MaxBy(proposal => shareOf(proposal.Finding)) ?? proposals[0];
        if (verdict.Value is not { } value)
        {
            declined.Add(new DeclinedChange(key, from, proposals[0].To, verdict.Reason ?? "", references) { Cost = dearest.Finding.Cost });
            return;
        }

        if (string.Equals(value, from, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (wasSet && shareOf(dearest.Finding) < ArguingShare && proposals.All(proposal => proposal.Finding.Severity < Severity.Major))
        {
            declined.Add(new DeclinedChange(key, from, value, $"Somebody set it to {from}, and what that costs here is too little to argue.", references) { Cost = dearest.Finding.Cost });
            return;
        }

        context.Decided[key] = value;
        settings.Add(new AdvisedSetting(key, from, value, dearest.Remedy.Change)
        {
            Findings = references,
            Cost = dearest.Finding.Cost,
            WasSet = wasSet,
            IsSetByProgram = context.Application.SqlExecutions.Any(execution => execution.ModifiedConfigs.Any(setting => setting.Key == key)),
            Precondition = verdict.Precondition,
        });
    }

    /// <summary>What executors needed. Where a finding says how much less would have done, it is that much.</summary>
    private static ExecutorSizing? SizingOf(AdviceContext context, IReadOnlyList<Finding> findings) => ExecutorSizing.Of(context.Application, context.Cluster) is not { } sizing
        ? null
        : sizing with
        {
            HeapThatWouldDo = findings.Where(finding => finding.Id == "MEM006").SelectMany(finding => finding.Remedies).Select(remedy => remedy.Setting?.To is { } to ? EffectiveSettings.ParseBytes(to) : null).FirstOrDefault(bytes => bytes is not null) is { } enough
                ? new Bytes(enough)
                : null,
        };

    /// <summary>What a log lacks is no fault of the run: what to do about it, such as to read it again when it is whole, changes no program.</summary>
    private static bool IsOfLog(Finding finding) => finding.Id.StartsWith("LOG", StringComparison.Ordinal);

    /// <summary>A broadcast that moves a shuffle from before a join to behind it is not worth a line of code.</summary>
    private static bool IsForNothing(Finding finding, Application application) =>
        finding is { Id: "JOIN001", Place: PlanNodePlace node } && application.FindSqlExecution(node.Execution) is { } execution && BroadcastRisk.IsReusedIn(execution);

    /// <summary>Whether the run's version of Spark has a setting, given as <c>key=value</c>.</summary>
    private static bool IsKnownTo(AdviceContext context, string setting) => setting.StartsWith("spark.", StringComparison.Ordinal)
        && (context.Settings.Version is not { } version || SettingTable.Exists(setting.Split('=')[0], version));

    private static AdvisedCode? CodeOf(Finding finding) =>
        finding.Remedies.FirstOrDefault(remedy => remedy.Kind is RemedyKind.Code or RemedyKind.Data or RemedyKind.Cluster && remedy.Setting is null) is { } remedy
            ? new AdvisedCode(remedy.Change, remedy.Precondition, finding, remedy.Question)
            : null;

    private static double Share(Finding finding, double supplySeconds, double wallSeconds) => finding.Cost is not { } cost
        ? 0
        : Math.Max(
            supplySeconds > 0 ? cost.CoreSeconds.Expected / supplySeconds : 0,
            wallSeconds > 0 ? (cost.WallSeconds?.Expected ?? 0) / wallSeconds : 0);
}
