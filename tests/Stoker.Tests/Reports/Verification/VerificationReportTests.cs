using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
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
    public void LinesOf_SamePairTwice_IsKeptOnce()
    {
        var verified = Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], []);

        var lines = VerificationHistory.LinesOf(verified, "0.0.0", []);

        var line = Assert.Single(lines);
        Assert.Contains("\"kind\":\"SKEW001\",\"amount\":\"savedCoreSeconds\",\"lowSeconds\":40,\"expectedSeconds\":50,\"highSeconds\":60,\"measuredSeconds\":50", line, StringComparison.Ordinal);
        Assert.Empty(VerificationHistory.LinesOf(verified, "0.0.0", lines));
    }

    [Fact]
    public void LinesOf_WhatCannotBeJudged_IsNotKept() => Assert.Empty(VerificationHistory.LinesOf(Verify(40_000, 15_000, [Priced("SKEW001", 1, 1, 1)], []), "0.0.0", []));

    [Fact]
    public void Summary_LinesWithDamage_CountsThoseThatCanBeRead()
    {
        var kept = VerificationHistory.LinesOf(Verify(40_000, 15_000, [Priced("SKEW001", 40, 50, 60)], []), "0.0.0", []);
        var broken = VerificationHistory.LinesOf(Verify(40_000, 15_000, [Priced("SKEW001", 60, 65, 70)], []), "0.0.0", []);

        Assert.Equal("Of 2 predictions in your history, 1 held (50 %; 90 % are promised).", VerificationHistory.Summary([.. kept, .. broken, "{\"schema\":\"stok"]));
        Assert.Null(VerificationHistory.Summary([]));
    }
}
