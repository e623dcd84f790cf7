using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
using Stoker.Advice.Verification;
using Stoker.Comparing;
using Stoker.Findings.Pricing;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Reports.Verification;
using Stoker.Verifying;
using static Stoker.Tests.Advice.Verification.VerificationSketches;

namespace Stoker.Tests.Reports.Verification;

public sealed class VerificationReportTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repository.Path("docs", "specs", "verification-1.schema.json"));

    [Fact]
    public void WriteText_OneKeptAndOneBroken_AsSnapshot() => Snapshot.Match(
        VerificationText.Write(Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], [Priced("MEM001", 1, 2, 3)]), TextStyle.Pipe, Clock.Utc, "Of 2 predictions in your history, 2 held (100 %; 90 % are promised)."),
        "verification-text");

    [Fact]
    public void WriteMarkdown_LessThanPredicted_AsSnapshot() =>
        Snapshot.Match(VerificationText.WriteMarkdown(Verify(40_000, 15_000, [Priced("SKEW001", 60, 65, 70)], []), Clock.Utc, null), "verification-markdown");

    [Fact]
    public void WriteJson_AnyVerification_FollowsTheSchema()
    {
        var json = VerificationJson.Write(Verify(40_000, 15_000, [Priced("SKEW001", 60, 65, 70)], []), "0.0.0");

        using var document = JsonDocument.Parse(json);
        var result = Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, json);
        Assert.StartsWith("{\n  \"schema\": \"stoker/verification/1\",\n", json, StringComparison.Ordinal);
        Assert.True(document.RootElement.GetProperty("hasMiss").GetBoolean());
    }

    [Fact]
    public void Write_AdviceThatWasFollowed_IsToldAndKeptAndFollowsTheSchema()
    {
        var verified = Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], []);
        var advice = new FollowedAdvice
        {
            Followed = [new FollowedSetting("spark.sql.adaptive.enabled", "true", ["SKEW001"], 24_000)],
            NotFollowed = ["spark.sql.autoBroadcastJoinThreshold"],
            Otherwise = [new OtherwiseSetting("spark.sql.adaptive.skewJoin.skewedPartitionFactor", "3", "4")],
            Others = [],
            PredictedMs = 36_000,
            LowMs = 30_000,
            HighMs = 44_000,
            BeforeMs = 60_000,
            MeasuredMs = 35_000,
            IsComparable = true,
        };
        verified = verified with { Verification = verified.Verification with { Advice = advice } };

        var json = VerificationJson.Write(verified, "0.0.0");
        Assert.True(Schema.Evaluate(JsonDocument.Parse(json).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List }).IsValid, json);
        var text = VerificationText.Write(verified, TextStyle.Pipe with { Width = 200 }, Clock.Utc, null);
        Assert.Contains("With spark.sql.adaptive.enabled, a run of 36.0 s was predicted (30.0 s to 44.0 s); it took 35.0 s (before: 1 min 00 s), as predicted.", text, StringComparison.Ordinal);
        Assert.Contains("Advised and not done: spark.sql.autoBroadcastJoinThreshold.", text, StringComparison.Ordinal);
        Assert.Contains("spark.sql.adaptive.skewJoin.skewedPartitionFactor was advised as 3 and set to 4: the prediction is for another value.", text, StringComparison.Ordinal);
        Assert.Contains(VerificationHistory.LinesOf(verified, "0.0.0", []), line => line.Contains("\"kind\":\"advice:spark.sql.adaptive.enabled\",\"amount\":\"wallSeconds\",\"lowSeconds\":30,\"expectedSeconds\":36,\"highSeconds\":44,\"measuredSeconds\":35", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20, true)] // Wall time: 25 s saved where 10 s were predicted.
    [InlineData(65, false)]
    public void WriteText_MissOnTheSideThatPleases_SaysThatExitCode1IsNoLoss(double expected, bool isSaid)
    {
        var text = VerificationText.Write(Verify(40_000, 15_000, [Priced("SKEW001", expected - 2, expected, expected + 2)], []), TextStyle.Pipe with { Width = 200 }, Clock.Utc, null);

        Assert.Contains(isSaid ? "More wall time was saved than predicted." : "Less wall time was saved than predicted.", text, StringComparison.Ordinal);
        Assert.Equal(isSaid, text.Contains("exit code 1 says that a prediction was off, not that the run got worse.", StringComparison.Ordinal));
    }

    [Fact]
    public void WriteText_RemedyThatMayCostAsMuch_SaysThatNothingWasPromised()
    {
        // 20 s are lost of 30 s that may be.
        var open = Priced("CACHE001", 0, 0, 0) with { Cost = new Cost(new Estimate(-30, 0, 10), new Estimate(-15, 0, 5), Basis.Estimated) };

        var text = VerificationText.Write(Verify(40_000, 50_000, [open], []), TextStyle.Pipe with { Width = 200 }, Clock.Utc, null);

        Assert.Contains("nothing was promised: time was lost", text, StringComparison.Ordinal);
        Assert.Contains("No predicted saving can be judged by this pair of runs.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(160)]
    public void WriteText_LongNamesAtAnyWidth_DropsAndCutsNothing(int width)
    {
        var (name, id) = ("orders of all branches by month, currency and kind of payment", "application_1772373911000_0042");
        var first = Run(40_000, name: name, id: id);
        var verified = Verify(first, Run(15_000, name: name, id: id + "7"), [Priced("MEM001", 40, 50, 60), Priced("SHUF003", 1, 2, 3), Priced("JOIN001", 1, 2, 3), Priced("IO003", 1, 2, 3)], []);

        var lines = VerificationText.Write(verified, TextStyle.Pipe with { Width = width }, Clock.Utc, null).Split('\n');

        Assert.All(lines, line => Assert.True(line.Length <= width, line));
        var words = string.Join(' ', string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name, words, StringComparison.Ordinal);
        Assert.Contains($"{id} ", words, StringComparison.Ordinal);
        Assert.Contains($"{id}7 ", words, StringComparison.Ordinal);
        Assert.Contains("core time", words, StringComparison.Ordinal);
        Assert.DoesNotContain("…", words, StringComparison.Ordinal);
        Assert.Contains("43.0 s to 1 min 09 s", words, StringComparison.Ordinal);
        Assert.Contains("as predicted", words[words.IndexOf("43.0 s to", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(39_000, 4, 7, 10, true, "Whether the predicted saving came cannot be told: 4.0 s to 10.0 s of core time was predicted, and 2.0 s measured, where two runs differ by up to 6.6 s.", "cannot be told: measured is within noise")]
    [InlineData(20_000, 35, 40, 45, false, "Whether the predicted saving came cannot be told: 35.0 s to 45.0 s of core time was predicted, and 40.0 s measured, but nothing in the logs tells a change of the program from other load.", "cannot be told: other load would do that too")]
    [InlineData(20_000, 42, 43, 45, true, "The predicted saving of core time came, give or take noise: it lies outside of its interval by less than two runs differ by.", "as predicted, but for noise")]
    public void WriteText_WhatNoiseExplains_IsNotSaidToHaveCome(long afterMs, double low, double expected, double high, bool hasCpuTime, string sentence, string outcome)
    {
        var text = VerificationText.Write(Verify(Run(40_000, hasCpuTime: hasCpuTime), Run(afterMs, hasCpuTime: hasCpuTime), [Priced("MEM001", low, expected, high)], []), TextStyle.Pipe with { Width = 250 }, Clock.Utc, null);

        Assert.Contains(sentence, text, StringComparison.Ordinal);
        Assert.Contains(outcome, text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_AnotherProgramAtAnotherPace_SaysWhatShowsIt()
    {
        var verified = Verify(Run(40_000, hasCpuTime: false, shuffleBytes: 40 << 20), Run(20_000, hasCpuTime: false, shuffleBytes: 1 << 20), [Priced("SHUF003", 35, 40, 45)], []);

        var text = VerificationText.Write(verified, TextStyle.Pipe with { Width = 250 }, Clock.Utc, null);

        Assert.Contains("The predicted saving of core time came.\nB took 20.0 s less than A (-33 %): -20.0 s other code of the program (2.0 MiB instead of 80.0 MiB written for shuffles, which no load explains).", text, StringComparison.Ordinal);
        Assert.DoesNotContain("run it again", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_RunThatLiesInsideAsTheFirstOneDoes_SaysThatNothingIsTold()
    {
        var verified = Verify(40_000, 39_000, [], []);
        var run = new RunPrediction("1 x 2 to 2 x 2", 38_000, 30_000, 45_000, 39_000) { BeforeMs = 40_000 };

        Assert.Contains("lies inside the predicted 30.0 s to 45.0 s; so does the first run's, and two runs differ by up to", TextOf(run), StringComparison.Ordinal);
        Assert.DoesNotContain("so does the first", TextOf(run with { HighMs = 39_500 }), StringComparison.Ordinal);

        string TextOf(RunPrediction prediction) => VerificationText.Write(verified with { Verification = verified.Verification with { Run = prediction } }, TextStyle.Pipe with { Width = 250 }, Clock.Utc, null);
    }

    [Fact]
    public void Write_OneRunHeldAgainstItself_JudgesNothing()
    {
        var verified = Verify(40_000, 15_000, [], []);

        var verification = verified.Verification with { IsSameRun = true };

        Assert.True(verification.IsRefused);
        Assert.StartsWith("Nothing is judged: both logs are of one run", VerificationWords.Summary(verification), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteText_TwoJobs_SaysSoFirst()
    {
        var runs = new ComparisonRequest(Repository.Path("samples", "skewed-join"), Repository.Path("samples", "python-udf"));
        var result = VerifyChange.Run(new VerificationRequest(runs), cancellationToken: TestContext.Current.CancellationToken).Result!; // Both logs are there.

        var text = VerificationText.Write(result, TextStyle.Pipe with { Width = 200 }, Clock.Utc, null);

        Assert.Contains("\n\nThese are two different jobs, not two runs of one: A is revenue-by-customer and B is clean-addresses", text, StringComparison.Ordinal);
        Assert.Contains("\nNothing is judged: what was predicted for one job says nothing of another.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void LinesOf_SamePairTwice_IsKeptOnce()
    {
        var verified = Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], []);

        var lines = VerificationHistory.LinesOf(verified, "0.0.0", []);

        var line = Assert.Single(lines);
        // Skew is slots that wait: its wall time is judged, half of the core time here.
        Assert.Contains("\"kind\":\"SKEW001\",\"amount\":\"savedWallSeconds\",\"lowSeconds\":20,\"expectedSeconds\":25,\"highSeconds\":30,\"measuredSeconds\":25", line, StringComparison.Ordinal);
        Assert.Empty(VerificationHistory.LinesOf(verified, "0.0.0", lines));
    }

    [Fact]
    public void LinesOf_WhatCannotBeJudged_IsNotKept() => Assert.Empty(VerificationHistory.LinesOf(Verify(40_000, 40_000, [Priced("SKEW001", 1, 1, 1)], []), "0.0.0", []));

    [Fact]
    public void Summary_LinesWithDamage_CountsThoseThatCanBeRead()
    {
        var kept = VerificationHistory.LinesOf(Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], []), "0.0.0", []);
        var broken = VerificationHistory.LinesOf(Verify(40_000, 15_000, [Priced("SKEW001", 60, 65, 70)], []), "0.0.0", []);

        Assert.Equal("Of 2 predictions in your history, 1 held (50 %; 90 % are promised).", VerificationHistory.Summary([.. kept, .. broken, "{\"schema\":\"stok"]));
        Assert.Null(VerificationHistory.Summary([]));
    }
}
