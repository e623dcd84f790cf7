using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Remedies;
using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Executors;

/// <summary>EXEC008: executors have cores that no task can ever take: the cores are no multiple of a task's, or another resource of the profile runs out first.</summary>
internal static class UnusableCores
{
    public const string Id = "EXEC008";

    private const double CoreHourMs = 3_600_000;

    public static readonly Diagnosis Diagnosis = new(Id, "Cores that can never run a task", Rank.ExecutorShape, Check)
    {
        Limits =
        [
            ExecutorShapeThresholds.UnusableShare,
            ExecutorShapeThresholds.MuchUnusableShare,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal)
        {
            return;
        }

        double all = 0, unusable = 0;
        (ExecutorLife Life, int Slots, double Cpus, string? Resource)? example = null;
        foreach (var life in inspection.Curve.Lives.Where(life => life.Executor.TotalCores > 0))
        {
            var (slots, cpus, resource) = SlotsOf(inspection, life);
            var length = (double)(life.EndMs - life.StartMs);
            all += life.Executor.TotalCores * length;
            if (life.Executor.TotalCores - (slots * cpus) is >= 1 and var rest)
            {
                unusable += rest * length;
                example ??= (life, slots, cpus, resource);
            }
        }

        if (example is not { } found || unusable < inspection.ValueOf(Id, ExecutorShapeThresholds.UnusableShare) * all)
        {
            return;
        }

        // Few tasks on a GPU are mostly meant: its memory is what runs out.
        var isMuch = found.Resource is null && !new SeverityScale(inspection).IsTiny
            && (unusable >= inspection.ValueOf(Id, ExecutorShapeThresholds.MuchUnusableShare) * all || unusable >= CoreHourMs);
        var suspicion = new Suspicion(new SettingPlace(found.Resource is null ? "spark.task.cpus" : $"spark.task.resource.{found.Resource}.amount"), Confidence.High) { FixedSeverity = isMuch ? Severity.Minor : Severity.Info };
        var place = new ExecutorPlace(found.Life.Executor.Id);
        suspicion.Prove("coresPerExecutor", found.Life.Executor.TotalCores, EvidenceUnit.Count, place)
            .Prove("cpusPerTask", found.Cpus, EvidenceUnit.Count)
            .Prove("tasksAtOnce", found.Slots, EvidenceUnit.Count, place)
            .Prove("unusableShare", unusable / all, EvidenceUnit.Ratio, new ApplicationPlace(), new Threshold(ExecutorShapeThresholds.UnusableShare.Name, Comparison.AtLeast, inspection.ValueOf(Id, ExecutorShapeThresholds.UnusableShare)))
            .Prove("unusableCoreTime", unusable, EvidenceUnit.CoreMilliseconds, new ApplicationPlace());
        report.Add(found.Resource is { } name
            ? suspicion.Advise($"Let a task take a smaller part of {name} (spark.task.resource.{name}.amount), so that all cores have one; or ask for fewer cores.")
            : suspicion.Advise(new Remedy(RemedyKind.Setting, "Ask for cores that are a multiple of what a task takes.", null, null, null, new SettingChange(
                "spark.executor.cores",
                inspection.Settings.Find("spark.executor.cores"),
                ((long)(found.Slots * found.Cpus)).ToString(System.Globalization.CultureInfo.InvariantCulture)))));
    }

    /// <summary>Tasks that an executor can run at once, cores that each takes, and what else limits them (ResourceProfile.scala: the scarcest resource).</summary>
    private static (int Slots, double Cpus, string? Resource) SlotsOf(Inspection inspection, ExecutorLife life)
    {
        var profile = inspection.Application.ResourceProfiles.FirstOrDefault(profile => profile.Id == life.Executor.ResourceProfile);
        var cpus = profile?.TaskRequests.GetValueOrDefault("cpus") is >= 1 and var requested ? requested : Math.Max(1, inspection.Settings.Number("spark.task.cpus") ?? 1);
        var (slots, resource) = ((int)(life.Executor.TotalCores / cpus), (string?)null);
        foreach (var (name, amount) in profile?.TaskRequests.Where(request => request.Key != "cpus" && request.Value > 0) ?? [])
        {
            if (profile!.ExecutorRequests.TryGetValue(name, out var there) && TasksOf(there, amount) is var tasks && tasks < slots) // A request of it.
            {
                (slots, resource) = (tasks, name);
            }
        }

        return (slots, cpus, resource);
    }

    /// <summary>Below 1 an amount says how many tasks share one address.</summary>
    private static int TasksOf(ExecutorResourceRequest there, double amount) =>
        (int)(amount < 1 ? there.Amount * Math.Floor(1 / amount) : there.Amount / amount);
}
