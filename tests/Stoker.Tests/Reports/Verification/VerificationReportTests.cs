using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
using Stoker.Advice.Verification;
using Stoker.Findings.Pricing;
using Stoker.Reports.Terminal;
using Stoker.Reports.Verification;
using static Stoker.Tests.Advice.Verification.VerificationSketches;

namespace Stoker.Tests.Reports.Verification;

public sealed class VerificationReportTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repository.Path("docs", "specs", "verification-1.schema.json"));

    [Fact]
    public void WriteText_OneKeptAndOneBroken_AsSnapshot() => Snapshot.Match(
        VerificationText.Write(Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], [Priced("MEM001", 1, 2, 3)]), TextStyle.Pipe, "Of 2 predictions in your history, 2 held (100 %; 90 % are promised)."),
        "verification-text");

    [Fact]
    public void WriteMarkdown_LessThanPredicted_AsSnapshot() =>
        Snapshot.Match(VerificationText.WriteMarkdown(Verify(40_000, 15_000, [Priced("SKEW001", 60, 65, 70)], []), null), "verification-markdown");

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
        var text = VerificationText.Write(verified, TextStyle.Pipe with { Width = 120 }, null);
        Assert.Contains("With spark.sql.adaptive.enabled, 36.0 s was predicted (30.0 s to 44.0 s); it took 35.0 s, as predicted.", text, StringComparison.Ordinal);
        Assert.Contains("Advised and not done: spark.sql.autoBroadcastJoinThreshold.", text, StringComparison.Ordinal);
        Assert.Contains(VerificationHistory.LinesOf(verified, "0.0.0", []), line => line.Contains("\"kind\":\"advice:spark.sql.adaptive.enabled\",\"amount\":\"wallSeconds\",\"lowSeconds\":30,\"expectedSeconds\":36,\"highSeconds\":44,\"measuredSeconds\":35", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(20, true)] // Wall time: 25 s saved where 10 s were predicted.
    [InlineData(65, false)]
    public void WriteText_MissOnTheSideThatPleases_SaysThatExitCode1IsNoLoss(double expected, bool isSaid)
    {
        var text = VerificationText.Write(Verify(40_000, 15_000, [Priced("SKEW001", expected - 2, expected, expected + 2)], []), TextStyle.Pipe with { Width = 200 }, null);

        Assert.Contains(isSaid ? "More was saved than predicted." : "Less was saved than predicted.", text, StringComparison.Ordinal);
        Assert.Equal(isSaid, text.Contains("exit code 1 says that a prediction was off, not that the run got worse.", StringComparison.Ordinal));
    }

    [Fact]
    public void WriteText_RemedyThatMayCostAsMuch_SaysThatNothingWasPromised()
    {
        // 20 s are lost of 30 s that may be.
        var open = Priced("CACHE001", 0, 0, 0) with { Cost = new Cost(new Estimate(-30, 0, 10), new Estimate(-15, 0, 5), Basis.Estimated) };

        var text = VerificationText.Write(Verify(40_000, 50_000, [open], []), TextStyle.Pipe with { Width = 200 }, null);

        Assert.Contains("nothing was promised", text, StringComparison.Ordinal);
        Assert.Contains("No predicted saving can be judged by this pair of runs.", text, StringComparison.Ordinal);
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
