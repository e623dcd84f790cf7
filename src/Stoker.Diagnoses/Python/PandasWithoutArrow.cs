using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Diagnoses.Places;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON008: toPandas without Arrow.</summary>
internal static class PandasWithoutArrow
{
    public const string Id = "PYTHON008";
    private const string Key = "spark.sql.execution.arrow.pyspark.enabled";

    public static readonly Diagnosis Diagnosis = new(Id, "toPandas without Arrow", Rank.Python, Check) { Limits = [PythonThresholds.Rows] };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var collect in inspection.Collects)
        {
            var execution = collect.Job.Execution is { } id ? inspection.Application.FindSqlExecution(id) : null;
            var isPandas = StagePlaces.MethodOf(collect.Job.CallSite ?? collect.Job.Name) == "toPandas" || StagePlaces.MethodOf(execution?.Description ?? "") == "toPandas";
            if (!isPandas || inspection.Settings.IsOn(Key, execution) != false || collect.Rows is not { } rows || rows < inspection.ValueOf(Id, PythonThresholds.Rows))
            {
                continue;
            }

            var suspicion = new Suspicion(StagePlaces.CallSiteOf(collect.Job) ?? new JobPlace(collect.Job.Id), Confidence.Medium);
            suspicion.Doubt("the gain of Arrow is that of other runs; it depends on the types of the columns");
            suspicion.RelatedPlaces.Add(new JobPlace(collect.Job.Id));
            suspicion.RelatedPlaces.Add(new SettingPlace(Key));
            inspection.Relate(suspicion, collect.Stage);
            suspicion.Prove("rows", rows, EvidenceUnit.Rows).Prove("resultSize", collect.Bytes, EvidenceUnit.Bytes).Prove(Key, "false", new SettingPlace(Key));
            suspicion.ClaimRun(inspection.Ledger, collect.Stage, 0.1, 0.4, 0.6);
            if (ExplainedGaps.FollowingGap(inspection, collect.Job) is { } gap)
            {
                suspicion.ClaimGap(gap, 0.4, 0.6, 0.9);
            }

            suspicion.Advise(inspection.Settings.Change(Key, "true", "Transfer by Arrow.", execution, "Some dtypes differ: dates, nullable integers."))
                .Advise("Aggregate first: pandas rarely needs every row.");
            report.Add(suspicion);
        }
    }
}
