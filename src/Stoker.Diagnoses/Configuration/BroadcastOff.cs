using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF003: broadcast joins are switched off.</summary>
internal static class BroadcastOff
{
    public const string Id = "CONF003";
    private const string Key = "spark.sql.autoBroadcastJoinThreshold";

    public static readonly Diagnosis Diagnosis = new(Id, "Broadcast joins are disabled", Rank.Configuration, Check);

    private static void Check(Inspection inspection, Report report)
    {
        var joined = inspection.Plans.FirstOrDefault(plan => plan.Operators.Any(JoinSides.IsShuffled) && inspection.Settings.ByteCount(Key, plan.Execution) < 0);
        if (joined is null)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.High) { Groups = ["JOIN001"] };
        suspicion.Prove(Key, "-1", suspicion.Place).Prove("join", joined.Operators.First(JoinSides.IsShuffled).Name, joined.Place);
        suspicion.Advise(inspection.Settings.Change(Key, "10MB", "Allow broadcast joins again.", joined.Execution));
        report.Add(suspicion);
    }
}
