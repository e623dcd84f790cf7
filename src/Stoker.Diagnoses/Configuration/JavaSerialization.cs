using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;

namespace Stoker.Diagnoses.Configuration;

/// <summary>CONF007: Java serialization of JVM objects in large shuffles of RDDs.</summary>
internal static class JavaSerialization
{
    public const string Id = "CONF007";

    private const string Key = "spark.serializer";

    public static readonly Diagnosis Diagnosis = new(Id, "Java serialization in RDD shuffles", Rank.Configuration, Check) { Limits = [ConfigurationThresholds.LargeObjectShuffle] };

    private static void Check(Inspection inspection, Report report)
    {
        if (inspection.Settings.Find(Key) is not "org.apache.spark.serializer.JavaSerializer")
        {
            return;
        }

        var stages = inspection.Stages.Where(WritesObjects).OrderByDescending(stage => stage.ShuffleWrittenBytes).ThenBy(stage => stage.Index).ToList();
        var written = stages.Sum(stage => stage.ShuffleWrittenBytes);
        var least = inspection.ValueOf(Id, ConfigurationThresholds.LargeObjectShuffle);
        if (written < least)
        {
            return;
        }

        // Keys and values that are numbers, texts or arrays of numbers take Kryo by themselves (SerializerManager.canUseKryo): the log does not tell.
        var suspicion = new Suspicion(new SettingPlace(Key), Confidence.Medium) { Groups = ["SHUF004", "MEM002"], MostSeverity = Severity.Minor };
        suspicion.RelatedPlaces.AddRange(stages.Take(3).Select(stage => new StagePlace(stage.Stage.Id)));
        suspicion.Prove("shuffleWritten", written, EvidenceUnit.Bytes, new StagePlace(stages[0].Stage.Id), new Threshold(ConfigurationThresholds.LargeObjectShuffle.Name, Comparison.AtLeast, least));
        suspicion.Doubt("the log has no types, and numbers, texts and arrays of numbers take Kryo by themselves");
        report.Add(suspicion.Advise(inspection.Settings.Change(Key, "org.apache.spark.serializer.KryoSerializer", "Serialize objects with Kryo, with their classes registered.", risk: "Objects that Kryo cannot read fail; test with spark.kryo.registrationRequired.")));
    }

    /// <summary>Whether a stage writes JVM objects of RDD code: Python pickles by itself, SQL writes rows of its own.</summary>
    private static bool WritesObjects(StageWork stage) => stage.ShuffleWrittenBytes > 0
        && !stage.HasPythonRdd
        && !stage.Stage.Rdds.Any(rdd => rdd.Name.Contains("Python", StringComparison.Ordinal) || rdd.Name is "PairwiseRDD" or "ShuffledRowRDD" or "SQLExecutionRDD" or "FileScanRDD" or "DataSourceRDD"
            || rdd.ScopeName is { } scope && (scope.Contains("Exchange", StringComparison.Ordinal) || scope.StartsWith("WholeStageCodegen", StringComparison.Ordinal)));
}
