using System.Globalization;
using Stoker.Advice.Verification;
using Stoker.Diagnoses;
using Stoker.Diagnoses.Work;
using Stoker.EventLogs;
using Stoker.EventLogs.Sources;
using Stoker.Findings;
using Stoker.Model;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Diagnoses.Pricing;

/// <summary>No price and no upper end of one is above what there is to save.</summary>
public sealed class PriceLimitTests
{
    /// <summary>Prices are whole milliseconds of sums of fractions.</summary>
    private const double Rounding = 0.002;

    private static readonly string[] OfStages = ["PART002", "PART003", "PART006", "PART007", "PART009", "PART010", "SKEW", "SCHED002"];

    [Fact]
    public void Diagnose_EveryLogOfTheLab_PromisesNoMoreThanThereIs()
    {
        var token = TestContext.Current.CancellationToken;
        foreach (var path in Directory.EnumerateFiles(Repository.Path("bench", "diagnose-lab", "logs"), "*.zstd").Order(StringComparer.Ordinal))
        {
            using var resolved = EventLogSources.Resolve(path, SourceSelection.Newest, new SourceOptions(), token);
            var application = EventLogReader.Read(Assert.Single(resolved.Chosen), 2, null, token);
            var exception = Record.Exception(() => Check(application));
            Assert.True(exception is null, $"{path}: {exception}");
        }
    }

    internal static void Check(Application application)
    {
        var inspection = new Inspection(application, new DiagnosisOptions());
        var places = new FindingPlaces(application);
        foreach (var finding in Diagnoser.Diagnose(application).Findings.Where(finding => finding.Cost is not null))
        {
            var (core, wall) = (finding.Cost!.CoreSeconds, finding.Cost.WallSeconds?.High ?? 0);
            Assert.True(core.High <= (inspection.Ledger.SupplyMs / 1000) + Rounding, $"{finding.Id}: {core.High} s of {inspection.Ledger.SupplyMs / 1000} s of slots");
            Assert.True(wall <= (inspection.WallMs / 1000.0) + Rounding, $"{finding.Id}: {wall} s of {inspection.WallMs / 1000.0} s");
            if (finding.Consequences.Count > 0 || !OfStages.Any(id => finding.Id.StartsWith(id, StringComparison.Ordinal)))
            {
                continue;
            }

            var stages = inspection.Stages.Where(stage => places.Of(finding).Contains(stage.Stage.Id.Stage)).ToList();
            var most = finding.Id == "PART002" ? stages.Sum(stage => WaitBeside(inspection, stage)) : stages.Sum(inspection.Path.MillisecondsIn);
            Assert.True(wall <= (most / 1000) + Rounding, $"{finding.Id} {finding.Place.SortKey}: {wall} s of {most / 1000} s");
        }
    }

    /// <summary>How long slots without a task wait for the longest: its length, as far as they are not the same slots.</summary>
    private static double WaitBeside(Inspection inspection, StageWork stage)
    {
        var working = stage.TasksWithData > 0 ? stage.TasksWithData : stage.TaskCount;
        return Math.Max(0, stage.LongestMs * (1 - (working / inspection.SlotsOf(stage))));
    }

    [Fact]
    public void FewTasks_OfSlotsThatWait_SaveAtMostTheirShareOfTheLongest()
    {
        // Two tasks of 20 s on four slots: half of the slots wait 20 s, so that 10 s are there to save. Twins of the family saved up to 2.3 times a price of 7.7 s.
        var cost = Assert.Single(Two("yarn").Findings, finding => finding.Id == "PART002").Cost!; // Priced.

        Assert.Equal(10, cost.WallSeconds!.Value.High, 3);
        Assert.Equal(40, cost.CoreSeconds.High, 3);
        Assert.True(cost.WallSeconds.Value.Low > 0);
    }

    [Theory]
    [InlineData("local[4]", Confidence.Medium, -0.4, 0.7)] // Four slots that somebody typed.
    [InlineData("local[*]", Confidence.High, 0.3, 1)] // As many as there are CPUs.
    [InlineData("yarn", Confidence.High, 0.3, 1)]
    public void FewTasks_WhereNoCpuIsKnownForEachSlot_MayCostMoreThanTheySave(string master, Confidence confidence, double least, double remains)
    {
        // 0.85 of 8.125 to 10 s, as in FewTasksTests.
        const double Price = 0.85 * (8.125 + 10) / 2;
        var finding = Assert.Single(Two(master).Findings, finding => finding.Id == "PART002");

        Assert.Equal(confidence, finding.Confidence);
        Assert.Equal(Price * remains, finding.Cost!.WallSeconds!.Value.Expected, 3);
        Assert.Equal(Price * least, finding.Cost.WallSeconds.Value.Low, 3);
    }

    [Fact]
    public void FewTasks_WhereAnotherStageHadAllCpusAtWork_AreSureToSave()
    {
        // Four tasks of 5 s with 5 s of CPU time each, in 5 s: four CPUs.
        var finding = Assert.Single(Two("local[4]", cpuMs: 5_000).Findings, finding => finding.Id == "PART002");

        Assert.Equal(Confidence.High, finding.Confidence);
    }

    private static DiagnosisResult Two(string master, int cpuMs = 0)
    {
        var log = new LogBuilder().LogStart("3.5.9").ApplicationStart("app-1", "orders", 0).Line($$$"""{"Event":"SparkListenerEnvironmentUpdate","Spark Properties":{"spark.master":"{{{master}}}"}}""").ExecutorAdded("1", 0, cores: 4)
            .JobStart(0, 1_000, [(0, 2)]).StageSubmitted(0, 2, 1_000);
        for (var index = 0; index < 2; index++)
        {
            log.TaskStart(0, index, index, 1_000).TaskEnd(0, index, index, 1_000, 21_000, metrics: Metrics(20_000, 0));
        }

        log.StageCompleted(0, 2, 1_000, 21_000).JobEnd(0, 21_000).JobStart(1, 21_000, [(1, 4)]).StageSubmitted(1, 4, 21_000);
        for (var index = 0; index < 4; index++)
        {
            log.TaskStart(1, index + 2, index, 21_000).TaskEnd(1, index + 2, index, 21_000, 26_000, metrics: Metrics(5_000, cpuMs));
        }

        return Diagnoser.Diagnose(log.StageCompleted(1, 4, 21_000, 26_000).JobEnd(1, 26_000).ApplicationEnd(26_000).Read());
    }

    private static string Metrics(int ms, int cpuMs) =>
        string.Create(CultureInfo.InvariantCulture, $$$"""{"Executor Run Time":{{{ms}}},"Executor CPU Time":{{{cpuMs * 1_000_000L}}},"JVM GC Time":0,"Shuffle Read Metrics":{"Remote Bytes Read":0,"Local Bytes Read":{{{64 << 20}}},"Total Records Read":3000000}}""");
}
