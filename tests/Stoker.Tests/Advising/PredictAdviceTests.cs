using Stoker.Advice.Recommendations;
using Stoker.Advice.Sizing;
using Stoker.Advising;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Tests.EventLogs;

namespace Stoker.Tests.Advising;

public sealed class PredictAdviceTests
{
    private const long T = 100_000;

    private static readonly Finding Python = OnStage("PYTHON001", coreSeconds: 2);
    private static readonly Finding Shuffle = OnStage("SHUF001", coreSeconds: 2);

    [Fact]
    public void Of_TwoSettingsOnOneStage_SavingsOverlapAndAreNotAdded()
    {
        var prediction = Of([Setting("spark.a", Python), Setting("spark.b", Shuffle)], Python, Shuffle);

        // The stage holds slots for 4 s in two rounds of 1 s. Each finding takes half of what is there: tasks of 250 ms, two rounds of them. Two halves added would leave nothing.
        Assert.Equal(2000, prediction.ReplayedMs, 2.0);
        Assert.Equal(500, prediction.PredictedMs!.Value, 2.0);
        Assert.True(prediction.Interval!.Value.Holds(500));
        Assert.All(prediction.Settings, setting => Assert.Equal(SettingBasis.Priced, setting.Basis));
    }

    [Fact]
    public void Of_FindingThatTwoSettingsAnswer_IsTakenOffOnce()
    {
        var prediction = Of([Setting("spark.a", Python), Setting("spark.b", Python)], Python);

        Assert.Equal(1000, prediction.PredictedMs!.Value, 2.0);
    }

    [Fact]
    public void Of_FewerExecutors_AreReplayed()
    {
        var idle = OnStage("EXEC001", coreSeconds: 2);
        var prediction = Of([Setting("spark.executor.instances", idle) with { To = "1" }], idle);

        // Four tasks of 1 s on one slot.
        Assert.Equal(4000, prediction.PredictedMs!.Value, 2.0);
        Assert.Equal(SettingBasis.Replayed, Assert.Single(prediction.Settings).Basis);
    }

    [Fact]
    public void Of_WhatNothingTells_IsNotInTheNumber()
    {
        var failing = OnStage("MEM003", coreSeconds: 2);
        var alone = Of([Setting("spark.executor.memory", failing)], failing);

        Assert.Null(alone.PredictedMs);
        Assert.Equal(SettingBasis.NotInNumber, Assert.Single(alone.Settings).Basis);

        var beside = Of([Setting("spark.a", Python), Setting("spark.executor.memory", failing)], Python, failing);
        Assert.Equal(1000, beside.PredictedMs!.Value, 2.0);
        Assert.Equal([SettingBasis.Priced, SettingBasis.NotInNumber], beside.Settings.Select(setting => setting.Basis));
    }

    [Fact]
    public void Of_GroupOfFindings_TellsByWhatItGroups()
    {
        var group = OnStage("CONF001", coreSeconds: 2) with { Place = new SettingPlace("spark.a"), RelatedPlaces = [], Groups = [ReferenceTo(Python)] };

        Assert.Equal(1000, Of([Setting("spark.a", group)], Python, group).PredictedMs!.Value, 2.0);
    }

    [Fact]
    public void Of_NoSettings_NoPrediction() => Assert.Null(PredictAdvice.Of(FourTasks(), Plan([]), [Python]));

    private static JointPrediction Of(IReadOnlyList<AdvisedSetting> settings, params Finding[] findings) =>
        PredictAdvice.Of(FourTasks(), Plan(settings), findings) ?? throw new InvalidOperationException("The plan has settings.");

    private static AdvicePlan Plan(IReadOnlyList<AdvisedSetting> settings) => new() { Settings = settings, Declined = [], Code = [], Observations = [], Cluster = ClusterManager.Standalone };

    private static AdvisedSetting Setting(string key, Finding finding) => new(key, null, "2", "Because.") { Findings = [ReferenceTo(finding)] };

    private static FindingReference ReferenceTo(Finding finding) => new(finding.Id, finding.Place);

    private static Finding OnStage(string id, double coreSeconds) => new()
    {
        Id = id,
        Severity = Severity.Major,
        Confidence = Stoker.Findings.Confidence.High,
        Place = new StagePlace(new StageAttemptId(new StageId(0), 0)),
        Cost = new Cost(Estimate.Exactly(coreSeconds), Estimate.Exactly(1), Basis.Measured),
    };

    /// <summary>Four tasks of 1 s on two executors of one slot, from the start of the application to its end.</summary>
    private static Application FourTasks()
    {
        var log = new LogBuilder().LogStart("3.5.0").ApplicationStart("app", "four tasks", T).ExecutorAdded("1", T, cores: 1).ExecutorAdded("2", T, cores: 1, host: "host-2")
            .JobStart(0, T, [(0, 4)]).StageSubmitted(0, 4, T);
        for (var task = 0; task < 4; task++)
        {
            var (launch, executor) = (T + (task / 2 * 1000), (task % 2) + 1);
            log.TaskStart(0, task, task, launch, executor: $"{executor}").TaskEnd(0, task, task, launch, launch + 1000, executor: $"{executor}", metrics: """{"Executor Run Time":990}""");
        }

        return log.StageCompleted(0, 4, T, T + 2000).JobEnd(0, T + 2000).ApplicationEnd(T + 2000).Read();
    }
}
