using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF005: settings that were set and do nothing here. To know, since somebody believes that they help.</summary>
internal static class SettingWithoutEffect
{
    public const string Id = "CONF005";

    private const string DynamicAllocation = "spark.dynamicAllocation.";
    private const string Adaptive = "spark.sql.adaptive.";

    public static readonly Diagnosis Diagnosis = new(Id, "A setting has no effect here", Rank.Configuration, Check);

    /// <summary>In local mode the driver's process runs the tasks, whatever executors are asked for (trap T03).</summary>
    private static readonly string[] OfExecutors =
    [
        "spark.executor.memory", "spark.executor.cores", "spark.executor.instances", "spark.executor.memoryOverhead", "spark.executor.memoryOverheadFactor", "spark.cores.max",
    ];

    private static void Check(Inspection inspection, Report report)
    {
        var master = inspection.Settings.Find("spark.master");
        if (master is not null && master.StartsWith("local", StringComparison.Ordinal) && !master.StartsWith("local-cluster", StringComparison.Ordinal))
        {
            Add(report, OfExecutors.Where(inspection.Settings.IsSet), $"{master} runs everything in the driver", "Set spark.driver.memory and the cores of local[N] instead, when the driver is started.");
        }

        if (inspection.Settings.IsOn(DynamicAllocation + "enabled") == false)
        {
            Add(report, Under(inspection, DynamicAllocation), DynamicAllocation + "enabled is false", "Switch dynamic allocation on, or drop these settings.");
        }

        if (inspection.Settings.IsOn(Adaptive + "enabled") == false && !inspection.Plans.Any(plan => plan.IsAdaptive))
        {
            Add(report, Under(inspection, Adaptive), Adaptive + "enabled is false", "Switch adaptive execution on, or drop these settings.");
        }
    }

    private static IEnumerable<string> Under(Inspection inspection, string prefix) =>
        inspection.Application.Settings.Spark.Select(pair => pair.Key).Where(key => key.StartsWith(prefix, StringComparison.Ordinal) && key != prefix + "enabled");

    private static void Add(Report report, IEnumerable<string> keys, string why, string advice)
    {
        List<string> set = [.. keys.Order(StringComparer.Ordinal)];
        if (set.Count == 0)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(set[0]), Confidence.High) { FixedSeverity = Severity.Info };
        suspicion.RelatedPlaces.AddRange(set.Skip(1).Select(key => new SettingPlace(key)));
        suspicion.Prove("settings", string.Join(", ", set)).Prove("why", why);
        report.Add(suspicion.Advise(advice));
    }
}
