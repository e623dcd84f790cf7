using Stoker.Diagnoses.Partitions;
using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;

namespace Stoker.Diagnoses.Python;

/// <summary>PYTHON015: pandas on Spark numbers the rows of a frame one after the other, which takes all of them through one task.</summary>
internal static class PandasIndex
{
    public const string Id = "PYTHON015";

    /// <summary>What pandas on Spark calls the first column of its index.</summary>
    private const string IndexColumn = "__index_level_0__";

    public static readonly Diagnosis Diagnosis = new(Id, "pandas-on-Spark default index goes through one task", Rank.Python, Check)
    {
        Limits = [PartitionThresholds.SingleTaskMs, PartitionThresholds.SingleTaskRows],
    };

    private static void Check(Inspection inspection, Report report)
    {
        foreach (var stage in inspection.Stages.Where(stage => stage.TaskCount == 1 && stage.RunMs >= inspection.ValueOf(Id, PartitionThresholds.SingleTaskMs)
            && stage.ShuffleReadRecords >= inspection.ValueOf(Id, PartitionThresholds.SingleTaskRows)))
        {
            if (SingleTask.ExchangeOf(inspection, stage) is not { } exchange || Exchanges.ConsumerOf(exchange) is not { Name: "Window" } window
                || !window.Text.Contains("row_number()", StringComparison.Ordinal))
            {
                continue;
            }

            // The name of the column goes when the frame gets another index; what it is numbered by stays.
            var isNamed = exchange.Plan.Operators.Any(node => node.Text.Contains(IndexColumn, StringComparison.Ordinal));
            if (!isNamed && !exchange.Below().Any(node => node.Name == "Project" && node.Text.Contains("monotonically_increasing_id()", StringComparison.Ordinal)))
            {
                continue;
            }

            // The price is PART003's, which this explains.
            var suspicion = inspection.Suspect(stage, isNamed ? Confidence.High : Confidence.Medium);
            suspicion.LeastSeverity = Severity.Info;
            if (!isNamed)
            {
                suspicion.Doubt("the program may number rows in the same way");
            }

            suspicion.RelatedPlaces.Add(window.Place);
            suspicion.Prove("numberedBy", isNamed ? IndexColumn : "monotonically_increasing_id()", window.Place)
                .Prove("rows", stage.ShuffleReadRecords, EvidenceUnit.Rows)
                .Prove("runTime", stage.RunMs, EvidenceUnit.Milliseconds);
            suspicion.Advise("Let pandas on Spark number rows without order: ps.set_option(\"compute.default_index_type\", \"distributed\").", "Nothing needs the numbers to be in sequence, or the same at each run.")
                .Advise("Or give the frame a column of its own as index: df.pandas_api(index_col=\"id\").");
            report.Add(suspicion);
        }
    }
}
