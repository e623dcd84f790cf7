using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;
using Stoker.PySpark.Rewriting.Verification;

namespace Stoker.Spark.Tests.Rewrite;

/// <summary>Old against new on real Spark. STOKER_FULL_CORPUS=1 takes every function, otherwise every forty-eighth is taken, other ones on each version, so that CI stays within its time.</summary>
public sealed class CorpusVerificationTests
{
    [Theory]
    [InlineData("4.3", "4.3.0", 0)]
    [InlineData("3.5", "3.5.9", 24)]
    public void Old_and_new_are_equal_on_real_Spark(string name, string version, int first)
    {
        Assert.SkipWhen(Corpus.Shared is null, "SKIPPED: there is no ../shared with real Spark; nothing was verified.");
        var functions = Corpus.Rewrite(Target.For(Version.Parse(version)) with { Pandas = new Version(2, 3, 3) }, "python3", "texts.py", "numbers.py", "dates_and_lists.py", "adversarial.py", "fresh.py", "characters.py",
            "scopes.py", "text_helpers.py", "unseen_text.py", "unseen_number.py", "unseen_date.py", "unseen_mixed.py", "small_forms.py", "strangers.py", "strangers_corners.py", "pandas_series.py");
        var step = Environment.GetEnvironmentVariable("STOKER_FULL_CORPUS") == "1" ? 1 : 48;
        var cases = functions.Where(function => function.Case is not null).Where((_, i) => i % step == first % step).Select(function => function.Case!).ToList();

        var run = new SparkVerifier(Corpus.Interpreter(name)).Verify(cases, 10_000, 7, TestContext.Current.CancellationToken);

        Assert.Null(run.Failure);
        Assert.Equal(version, run.SparkVersion);
        Assert.Equal([], run.Cases.Where(one => !one.IsEqual).Select(one => $"{one.Name}: ({string.Join(", ", one.FirstInputs)}) {one.FirstOld} / {one.FirstNew} {one.Error}"));
        Assert.All(run.Cases, one => Assert.True(one.Rows >= 10_000));
    }

    [Fact]
    public void A_wrong_native_form_is_found_and_shown()
    {
        Assert.SkipWhen(Corpus.Shared is null, "SKIPPED: there is no ../shared with real Spark; nothing was verified.");
        var wrong = new VerificationCase(
            "half", ["x"], "double", null, false, "def half(x):\n    return None if x is None else round(x, 2)\n__old = half\n",
            "from pyspark.sql import functions as F\n\n\ndef __new(x):\n    x = F.col(x)\n    return F.round(x, 2)\n", ["double"], ["2"], "round(x, 2)");

        var run = new SparkVerifier(Corpus.Interpreter("4.3")).Verify([wrong], 10_000, 7, TestContext.Current.CancellationToken);

        var outcome = Assert.Single(run.Cases);
        Assert.False(outcome.IsEqual);
        Assert.True(outcome.Differences > 0);
        Assert.NotEmpty(outcome.FirstInputs);
        Assert.NotEqual(outcome.FirstOld, outcome.FirstNew);
    }
}
