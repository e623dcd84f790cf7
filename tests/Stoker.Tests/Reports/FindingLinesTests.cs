using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Units;
using Stoker.Reports.Findings;

namespace Stoker.Tests.Reports;

/// <summary>How findings are put into lines.</summary>
public sealed class FindingLinesTests
{
    [Fact]
    public void Infos_OfOneId_AreOneLine_WithTheSumOfTheirPrices()
    {
        // 7 × 2 s of core time of 200, and 7 × 1 s of 100 s.
        var section = Section([.. Enumerable.Range(3, 7).Select(stage => Finding("PART001", Severity.Info, Stage(stage), new Cost(Estimate.Exactly(2), Estimate.Exactly(1), Basis.Estimated)))]);

        var findings = Assert.Single(section.ToKnow);
        Assert.Equal(
            "PART001 Too many tiny tasks: 7.0 s of the run (7 %); 14.0 s of core time (7 %); 7 places: stage 3.0, stage 4.0, stage 5.0, stage 6.0, stage 7.0 and 2 more",
            section.Brief(findings));
        Assert.Equal(0, section.OthersCount);
    }

    [Fact]
    public void Consequences_AreNamed()
    {
        var finding = Finding("SKEW001", Severity.Major, Stage(2)) with { Consequences = [new("MEM001", Stage(2)), new("SCHED002", Stage(2)), new("MEM001", Stage(4))] };

        Assert.Equal("leads to Tasks spill to disk (MEM001, stage 2.0, stage 4.0); A straggler with no more data than its peers (SCHED002, stage 2.0)", Section([finding]).Consequences(finding));
    }

    [Fact]
    public void Prices_ThatRoundToNothing_AreNotWritten() =>
        Assert.Equal(
            "400 ms of the run (<1 %); worked out from the log's times; stage 1.0; high confidence",
            Section([]).Costs(Finding("PART002", Severity.Minor, Stage(1), new Cost(Estimate.Exactly(0.0004), Estimate.Exactly(0.4), Basis.Bounded))));

    [Fact]
    public void Places_OfAFindingOnAllOfTheApplication_AreItsJobs_WhereNoLineIsKnown()
    {
        var finding = Finding("DRV001", Severity.Major, new ApplicationPlace()) with { RelatedPlaces = [new JobPlace(new JobId(1)), new JobPlace(new JobId(2)), new JobPlace(new JobId(3))] };

        Assert.Equal("application, job 1, job 2; high confidence", Section([]).Costs(finding));
        Assert.Equal("application, job.py:7; high confidence", Section([]).Costs(finding with { RelatedPlaces = [new CallSitePlace("job.py", 7), .. finding.RelatedPlaces] }));
    }

    [Theory]
    [InlineData(9.3, "9.3")]
    [InlineData(9, "9")]
    [InlineData(1234.5, "1,234")]
    public void Counts_ThatAreAverages_HaveADecimal(double number, string text) =>
        Assert.Equal(text, EvidenceText.Value(EvidenceItem.Of("slotsDuringStage", number, EvidenceUnit.Count, Stage(1))));

    [Fact]
    public void None_NamesWhatCostsMuchThoughItIsOnlyToKnow()
    {
        var cost = new Cost(Estimate.Exactly(2), Estimate.Exactly(2), Basis.Estimated);

        Assert.Equal("none to act on for certain; only to know: PART001 (14 % of the run)", Section([.. Enumerable.Range(3, 7).Select(stage => Finding("PART001", Severity.Info, Stage(stage), cost))]).None);
        Assert.Equal("none that costs this application much", Section([.. Enumerable.Range(3, 4).Select(stage => Finding("PART001", Severity.Info, Stage(stage), cost))]).None);
        Assert.Equal("none to act on for certain; only to know: PART001 (20 % of core time)", Section([Finding("PART001", Severity.Info, Stage(3), new Cost(Estimate.Exactly(40), Estimate.Exactly(2), Basis.Estimated))]).None);
    }

    [Theory]
    [InlineData(208_000, null)] // 4 %.
    [InlineData(220_000, "Shares of core time are of 3 min 20 s, what the slots had; the split above comes to 3 min 40 s, since tasks overlap in the log")]
    public void Shares_SayWhatTheyAreOf_WhereTheSplitIsOfAnotherSum(long splitMs, string? note) =>
        Assert.Equal(note is null ? [] : [note], Section([Finding("PART001", Severity.Minor, Stage(3), new Cost(Estimate.Exactly(2), null, Basis.Estimated))], new Milliseconds(splitMs)).Hidden);

    [Fact]
    public void Proof_TellsWhatElseIsInThePrice()
    {
        var finding = Finding("FAIL009", Severity.Major, Stage(0)) with
        {
            Evidence =
            [
                EvidenceItem.Of("failedAttempts", 4, EvidenceUnit.Count),
                EvidenceItem.Of("jobsInVain", 18_700, EvidenceUnit.CoreMilliseconds) with { IsPartOfPrice = true },
            ],
        };

        Assert.Equal("failed attempts 4; of the core time: jobs in vain 18.7 s", FindingSection.Proof(finding));
    }

    private static FindingSection Section(IReadOnlyList<Finding> findings, Milliseconds? coreTime = null) => new(
        new ReviewedDiagnosis
        {
            Result = new DiagnosisResult { Findings = findings, NotChecked = [], SuppressedCount = 0, SupplySeconds = 200, WallSeconds = 100 },
            Fingerprints = new Dictionary<Finding, string>(),
        },
        null,
        coreTime);

    private static Finding Finding(string id, Severity severity, Place place, Cost? cost = null) => new() { Id = id, Severity = severity, Confidence = Confidence.High, Place = place, Cost = cost };

    private static StagePlace Stage(int id) => new(new StageAttemptId(new StageId(id), 0));
}
