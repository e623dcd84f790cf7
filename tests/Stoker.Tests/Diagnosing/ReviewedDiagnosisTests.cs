using Stoker.Baselines;
using Stoker.Configuration;
using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Diagnosing;

public sealed class ReviewedDiagnosisTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 26);
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Of_NothingAcceptedAndNoBaseline_TheResultItself()
    {
        var result = Result(At("SKEW001", 0));

        var review = ReviewedDiagnosis.Of(result, Application("nightly"), [], null, Today);

        Assert.Same(result, review.Result);
        Assert.Empty(review.Accepted);
        Assert.Equal(0, review.KnownCount);
    }

    [Fact]
    public void Of_AcceptedId_ItAndWhatFollowsFromItAreLeftOut()
    {
        var cause = At("SKEW001", 0);
        var result = Result(At("MEM001", 0) with { CausedBy = new FindingReference("SKEW001", cause.Place) }, At("PART003", 1), cause);

        var review = ReviewedDiagnosis.Of(result, Application("nightly"), [new Acceptance("SKEW001", "night*", Today, "known", 1)], null, Today);

        Assert.Equal(["PART003"], review.Result.Findings.Select(finding => finding.Id));
        Assert.Same(cause, Assert.Single(review.Accepted).Finding);
        Assert.Equal(0, review.KnownCount);
    }

    [Theory]
    [InlineData("weekly*", 0)]
    [InlineData(null, -1)]
    public void Of_OtherApplicationOrPastItsDay_CountsAsBefore(string? application, int days)
    {
        var review = ReviewedDiagnosis.Of(Result(At("SKEW001", 0)), Application("nightly"), [new Acceptance("SKEW001", application, Today.AddDays(days), null, 1)], null, Today);

        Assert.Single(review.Result.Findings);
        Assert.Empty(review.Accepted);
    }

    [Fact]
    public void Of_Baseline_OnlyNewFindingsStay()
    {
        var old = Result(At("PART003", 1), At("SKEW001", 0));
        WriteBaseline(ReviewedDiagnosis.Of(old, Application("nightly 2026-11-25"), [], null, Today));

        // The same job a day later, with another finding at the stage where one was known.
        var now = Result(At("PART003", 1), At("SHUF001", 1), At("SKEW001", 0));
        var review = ReviewedDiagnosis.Of(now, Application("nightly 2026-11-26"), [], Baseline.Read(_file), Today);

        Assert.Equal(["SHUF001"], review.Result.Findings.Select(finding => finding.Id));
        Assert.Equal(2, review.KnownCount);
    }

    [Fact]
    public void Of_SecondFindingOfOneIdentity_IsNew()
    {
        var application = Application("nightly");
        WriteBaseline(ReviewedDiagnosis.Of(Result(At("SKEW001", 0)), application, [], null, Today));

        var review = ReviewedDiagnosis.Of(Result(At("SKEW001", 0), At("SKEW001", 0)), application, [], Baseline.Read(_file), Today);

        Assert.Single(review.Result.Findings);
    }

    [Fact]
    public void Fingerprints_LinesFoldersAndNumbersOfPartitions_DoNotMatterButOperatorsDo()
    {
        var sketch = (string site) => new ApplicationSketch { Name = "nightly" }.Job(0, site, 0, 1000, []).Build();
        var finding = (string keys, double rows) => At("SKEW001", 0) with { Evidence = [EvidenceItem.Of("partitioning", keys), EvidenceItem.Of("rows", rows, EvidenceUnit.Rows)] };
        var of = (Application application, Finding one) => FindingFingerprints.Of(application, [one])[one];

        var first = of(sketch("collect at /home/a/job.py:12"), finding("hashpartitioning(k, 200)", 1));

        Assert.Matches("^[0-9a-f]{16}$", first);
        Assert.Equal(first, of(sketch("collect at /opt/job.py:345"), finding("hashpartitioning(k, 32)", 2)));
        Assert.NotEqual(first, of(sketch("collect at /home/a/job.py:12"), finding("hashpartitioning(other, 200)", 1)));
        Assert.NotEqual(first, of(sketch("count at /home/a/job.py:12"), finding("hashpartitioning(k, 200)", 1)));
    }

    [Fact]
    public void Read_SeveralDocuments_AllTheirFingerprints()
    {
        File.WriteAllText(_file, "{\"schema\":\"stoker/analysis/1\",\"findings\":[{\"fingerprint\":\"a\"}]}\n{\"schema\":\"stoker/lint/1\",\"findings\":[{\"fingerprint\":\"b\"}]}\n{\"schema\":\"stoker/lint/1\",\"findings\":[]}\n");

        var baseline = Baseline.Read(_file);

        Assert.Equal(2, baseline.Count);
        Assert.True(baseline.Knows("b"));
    }

    [Theory]
    [InlineData("", "The baseline FILE is empty.")]
    [InlineData(" \n", "The baseline FILE is empty.")]
    [InlineData("not json", "The baseline FILE is no JSON: line 1, byte 1 is not what JSON has there.")]
    [InlineData("{\"schema\":\"stoker/lint/1\",\"findings\":[]}\n{\"schema\":", "The baseline FILE is no JSON: line 2, byte 10 is not what JSON has there.")]
    [InlineData("{\"results\":[]}", "The baseline FILE, line 1, is JSON, but no answer of stoker.")]
    [InlineData("{\"findings\":null}", "The baseline FILE, line 1, is JSON, but no answer of stoker.")]
    [InlineData("\n[1]", "The baseline FILE, line 2, is JSON, but no answer of stoker.")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[]}", "The baseline FILE, line 1, is SARIF.")]
    [InlineData("{\"schema\":\"stoker/whatif/1\",\"shapes\":[]}", "The baseline FILE, line 1, is stoker/whatif/1, which has no findings.")]
    [InlineData("{\"schema\":\"stoker/lint/1\",\"findings\":[{\"fingerprint\":\"b\"},{\"id\":\"PY001\"}]}", "The baseline FILE, line 1, has a finding without fingerprint, number 2: an older stoker, or another program, wrote it.")]
    public void Read_SomethingElse_SaysWhatAndWhere(string content, string message)
    {
        File.WriteAllText(_file, content);

        Assert.Equal(message.Replace("FILE", _file, StringComparison.Ordinal), Assert.Throws<InvalidDataException>(() => Baseline.Read(_file)).Message);
    }

    private static Application Application(string name) => new ApplicationSketch { Name = name }.Job(0, "collect at job.py:12", 0, 1000, []).Job(1, "write at job.py:14", 1000, 2000, []).Build();

    private static Finding At(string id, int stage) => new() { Id = id, Severity = Severity.Major, Confidence = Confidence.High, Place = new StagePlace(new StageAttemptId(new StageId(stage), 0)) };

    private static DiagnosisResult Result(params Finding[] findings) => new() { Findings = findings, NotChecked = [], SuppressedCount = 0, SupplySeconds = 1, WallSeconds = 1 };

    private void WriteBaseline(ReviewedDiagnosis review) =>
        File.WriteAllText(_file, $"{{\"schema\":\"stoker/analysis/1\",\"findings\":[{string.Join(',', review.Fingerprints.Values.Select(fingerprint => $"{{\"fingerprint\":\"{fingerprint}\"}}"))}]}}");
}
