using Stoker.Diagnoses.Pricing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF008: shuffles or spills are written uncompressed.</summary>
internal static class CompressionOff
{
    public const string Id = "CONF008";

    private const string Shuffle = "spark.shuffle.compress";
    private const string Spill = "spark.shuffle.spill.compress";

    public static readonly Diagnosis Diagnosis = new(Id, "Compression is switched off", Rank.Configuration, Check) { Limits = [ConfigurationThresholds.UncompressedBytes] };

    private static void Check(Inspection inspection, Report report)
    {
        Check(inspection, report, Shuffle, ["SHUF002", "SHUF004"], "shuffleWritten", inspection.Stages.Sum(stage => stage.ShuffleWrittenBytes), "Compress what is shuffled: less disk and network for a little CPU.");
        Check(inspection, report, Spill, ["MEM001"], "diskSpilled", inspection.Stages.Sum(stage => stage.DiskSpilledBytes), "Compress what is spilled.");
    }

    private static void Check(Inspection inspection, Report report, string key, string[] groups, string name, long bytes, string why)
    {
        var least = inspection.ValueOf(Id, ConfigurationThresholds.UncompressedBytes);
        if (inspection.Settings.IsOn(key) != false || bytes < least)
        {
            return;
        }

        var suspicion = new Suspicion(new SettingPlace(key), Confidence.High) { Groups = groups };
        suspicion.Prove(key, "false").Prove(name, bytes, EvidenceUnit.Bytes, new ApplicationPlace(), new Threshold(ConfigurationThresholds.UncompressedBytes.Name, Comparison.AtLeast, least));
        report.Add(suspicion.Advise(inspection.Settings.Change(key, "true", why)));
    }
}
