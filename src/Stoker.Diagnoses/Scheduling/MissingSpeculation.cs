using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>SCHED006: stragglers without more data come up on several hosts, and speculation is off.</summary>
internal static class MissingSpeculation
{
    public const string Id = "SCHED006";
    private const string Key = "spark.speculation";

    public static readonly Diagnosis Diagnosis = new(Id, "Speculation would cut stragglers", Rank.Configuration, Check) { Limits = [SchedulingThresholds.StragglerStages] };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || inspection.Settings.IsOn(Key) != false)
        {
            return;
        }

        var slow = inspection.Stragglers;
        var hosts = slow.Select(found => inspection.Stages[found.Key].Stage.Tasks.Host(found.Value.Slowest.Index)).Distinct().Count();
        if (slow.Count < inspection.ValueOf(Id, SchedulingThresholds.StragglerStages) || hosts < 2)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.Medium) { FixedSeverity = Severity.Info, Groups = [Straggler.Id] };
        suspicion.Doubt("whether tasks may run twice is not in the log").Prove(Key, "false").Prove("stages", slow.Count, EvidenceUnit.Count, new ApplicationPlace()).Prove("hosts", hosts, EvidenceUnit.Count, new ApplicationPlace());
        suspicion.Advise(inspection.Settings.Change(Key, "true", "Let Spark start a second copy of a task that is far slower than its peers, and take the one that ends first.", risk: "Only when tasks may run twice: no writes to external systems."));
        WastedSpeculation.AdviseStricter(inspection, suspicion);
        report.Add(suspicion);
    }
}
