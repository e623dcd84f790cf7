using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model.Settings;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF006: dynamic allocation may release executors whose shuffle files are still needed.</summary>
internal static class UnsafeAllocation
{
    public const string Id = "CONF006";

    private const string Enabled = "spark.dynamicAllocation.enabled";
    private const string Tracking = "spark.dynamicAllocation.shuffleTracking.enabled";
    private const string Timeout = "spark.dynamicAllocation.shuffleTracking.timeout";
    private const string Service = "spark.shuffle.service.enabled";
    private const string Plugin = "spark.shuffle.sort.io.plugin.class";

    /// <summary>Shuffle files that Spark itself keeps; another plugin may keep them elsewhere.</summary>
    private const string LocalDisks = "org.apache.spark.shuffle.sort.io.LocalDiskShuffleDataIO";

    public static readonly Diagnosis Diagnosis = new(Id, "Dynamic allocation without a way to keep shuffle files", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var settings = inspection.Settings;
        if (settings.IsOn(Enabled) != true || settings.IsOn(Service) != false || inspection.IsLocal || settings.Find("spark.shuffle.manager") is not (null or "sort") || (settings.Find(Plugin) ?? LocalDisks) != LocalDisks
            || (settings.IsOn("spark.decommission.enabled") == true && settings.IsOn("spark.storage.decommission.enabled") == true))
        {
            return;
        }

        // Spark refuses to start without any of these; builds that do start do it at the price of their shuffle files.
        var isUnkept = settings.IsOn(Tracking) == false;
        if (!isUnkept && (settings.IsOn(Tracking) != true || EffectiveSettings.ParseDuration(settings.Find(Timeout) ?? "infinity") is null))
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(isUnkept ? Enabled : Timeout), Confidence.High) { Groups = ["FAIL003", "FAIL007"], FixedSeverity = isUnkept ? Severity.Minor : null, IsOnlyGroup = !isUnkept };
        suspicion.Prove(Enabled, "true").Prove(Service, "false").Prove(Tracking, isUnkept ? "false" : "true");
        if (isUnkept)
        {
            suspicion.Advise(settings.Change(Tracking, "true", "Keep executors as long as their shuffle files may be read.", risk: "Executors live longer."))
                .Advise(settings.Change(Service, "true", "Or keep shuffle files outside of the executors.", risk: "The cluster must run the service."));
        }
        else
        {
            suspicion.Prove(Timeout, settings.Find(Timeout)!); // It has a duration.
            suspicion.Advise(settings.Change(Timeout, "infinity", "Keep executors as long as their shuffle files may be read, however long that takes.", risk: "Executors live longer."));
        }

        report.Add(suspicion);
    }
}
