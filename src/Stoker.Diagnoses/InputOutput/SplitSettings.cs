using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.InputOutput;

/// <summary>IO014: the settings that cut and pack files are far from what Spark chose. It has no price: what it does is told by the rules on partitions.</summary>
internal static class SplitSettings
{
    public const string Id = "IO014";

    private const string SplitKey = "spark.sql.files.maxPartitionBytes";
    private const string OpenKey = "spark.sql.files.openCostInBytes";

    public static readonly Diagnosis Diagnosis = new(Id, "Settings for splitting files are off", Rank.Configuration, Check)
    {
        Limits =
        [
            InputOutputThresholds.SmallSplitBytes,
            InputOutputThresholds.LargeSplitBytes,
            InputOutputThresholds.StageWorkMs,
        ],
    };

    private static void Check(Inspection inspection, Report report)
    {
        var (split, open) = (inspection.Settings.ByteCount(SplitKey), inspection.Settings.ByteCount(OpenKey));
        var isSplitOff = inspection.Settings.IsSet(SplitKey)
            && (split < inspection.ValueOf(Id, InputOutputThresholds.SmallSplitBytes) || split > inspection.ValueOf(Id, InputOutputThresholds.LargeSplitBytes));
        var isOpenOff = inspection.Settings.IsSet(OpenKey) && open >= split / 2;
        if ((!isSplitOff && !isOpenOff) || !inspection.Scans.Any(scan => scan.Stages[0].RunMs >= inspection.ValueOf(Id, InputOutputThresholds.StageWorkMs)))
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(isSplitOff ? SplitKey : OpenKey), Confidence.High) { Groups = ["IO001", "PART001", "PART002", "PART004"] };
        if (split is { } bytes)
        {
            suspicion.Prove("maxPartitionBytes", bytes, EvidenceUnit.Bytes);
        }

        if (open is { } cost)
        {
            suspicion.Prove("openCostInBytes", cost, EvidenceUnit.Bytes);
        }

        if (isSplitOff)
        {
            suspicion.Advise(inspection.Settings.Change(SplitKey, "128MB", "Cut files into splits of the default size again."));
        }

        report.Add(isOpenOff ? suspicion.Advise(inspection.Settings.Change(OpenKey, "4MB", "Let Spark pack small files into one task again.")) : suspicion);
    }
}
