using Stoker.Diagnoses.Pricing;
using Stoker.Findings;

namespace Stoker.Diagnoses.Failures;

/// <summary>FAIL005: spot market, preemption or scale-down took executors away.</summary>
internal static class TakenExecutors
{
    public const string Id = "FAIL005";

    public static readonly Diagnosis Diagnosis = new(Id, "Spot, preemption or scale-down took executors", Rank.Losses, Check);

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.IsLocal || LossSearch.Of(inspection, LossCause.TakenAway, isFixed: false) is not { } suspicion)
        {
            return;
        }

        suspicion.LeastSeverity = Severity.Info;
        suspicion.Advise(inspection.Settings.Change("spark.decommission.enabled", "true", "Let an executor that is told to go finish and hand over its work."))
            .Advise(inspection.Settings.Change("spark.storage.decommission.enabled", "true", "Move its shuffle and cached blocks away in time."))
            .Advise("Keep the driver, and executors that hold long shuffles, on machines that are not taken away.");
        report.Add(suspicion);
    }
}
