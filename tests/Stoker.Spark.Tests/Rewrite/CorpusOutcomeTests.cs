using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Spark.Tests.Rewrite;

public sealed class CorpusOutcomeTests
{
    private static readonly string[] Native = ["texts.py", "numbers.py", "dates_and_lists.py", "adversarial.py"];

    [Theory]
    [InlineData("4.3.0")]
    [InlineData("3.5.9")]
    public void Functions_with_a_native_equivalent_are_rewritten_or_guarded(string version)
    {
        var functions = Corpus.Rewrite(Target.For(Version.Parse(version)), "python3", Native);

        Assert.True(functions.Count >= 220, $"{functions.Count} functions");
        var native = functions.Count(function => function.Verdict != Verdict.Refused);
        Assert.True(native >= 0.95 * functions.Count, $"only {native} of {functions.Count} became native");
    }

    [Theory]
    [InlineData("4.3.0")]
    [InlineData("3.5.9")]
    public void Most_functions_that_were_written_before_the_rewriter_saw_them_are_native(string version)
    {
        var functions = Corpus.Rewrite(Target.For(Version.Parse(version)), "python3", "text_helpers.py", "unseen_text.py", "unseen_number.py", "unseen_date.py");

        Assert.Equal(140, functions.Count);
        var refused = functions.Where(function => function.Verdict == Verdict.Refused).Select(function => function.Name).ToList();
        Assert.True(refused.Count <= 9, string.Join(", ", refused));
        Assert.Contains("haversine", refused);
        Assert.Contains("json_name", refused);
    }

    [Theory]
    [InlineData("4.3.0")]
    [InlineData("3.5.9")]
    public void Pandas_udfs_that_do_not_depend_on_their_batch_become_native_and_the_others_are_refused(string version)
    {
        var target = Target.For(Version.Parse(version)) with { Pandas = new Version(2, 3, 3) };

        Assert.Equal([], Corpus.Rewrite(target, "python3", "pandas_series.py").Where(function => function.Verdict == Verdict.Refused).Select(function => $"{function.Name}: {function.Explanation}"));
        var refused = Corpus.Rewrite(target, "python3", "pandas_refused.py");
        Assert.Equal(29, refused.Count);
        Assert.Equal([], refused.Where(function => function.Verdict != Verdict.Refused).Select(function => function.Name));
    }

    [Theory]
    [InlineData("4.3.0")]
    [InlineData("3.5.9")]
    public void Functions_of_strangers_are_native_but_for_those_named_here(string version)
    {
        var functions = Corpus.Rewrite(Target.For(Version.Parse(version)), "python3", "strangers.py");

        Assert.Equal(71, functions.Count);
        Assert.Equal(
            ["iban_check", "to_roman", "newer", "luhn_ok", "working_days_left", "edit_distance", "factorial", "first_known", "first_gap", "same_name", "json_status", "great_circle", "caesar", "top_letter", "longest_run"],
            functions.Where(function => function.Verdict == Verdict.Refused).Select(function => function.Name));
    }

    [Theory]
    [InlineData("4.3.0")]
    [InlineData("3.5.9")]
    public void Corners_of_every_day_Python_are_native_but_for_those_named_here(string version)
    {
        var functions = Corpus.Rewrite(Target.For(Version.Parse(version)), "python3", "strangers_corners.py");

        Assert.Equal(30, functions.Count);
        Assert.Equal(["q13", "q18", "q25", "q28", "q30"], functions.Where(function => function.Verdict == Verdict.Refused).Select(function => function.Name));
    }

    [Fact]
    public void Each_function_has_the_outcome_that_its_comment_says()
    {
        foreach (var file in (string[])["texts.py", "numbers.py", "dates_and_lists.py"])
        {
            var expected = Corpus.Expected(file);
            var wrong = Corpus.Rewrite(Target.Default, "python3", file)
                .Where(function => expected.TryGetValue(function.Name, out var outcome) && !string.Equals(outcome, function.Verdict.ToString(), StringComparison.OrdinalIgnoreCase))
                .Select(function => $"{file} {function.Name}: {function.Verdict} {function.Explanation}").ToList();
            Assert.Empty(wrong);
        }
    }

    [Theory]
    [InlineData("4.3.0")]
    [InlineData("3.5.9")]
    public void Functions_whose_native_form_would_differ_are_refused(string version)
    {
        var functions = Corpus.Rewrite(Target.For(Version.Parse(version)), "python3", "refused.py");

        Assert.True(functions.Count >= 39, $"{functions.Count} functions");
        Assert.Equal([], functions.Where(function => function.Verdict != Verdict.Refused && !(version[0] == '3' && function.Name == "mixed")).Select(function => function.Name));
        Assert.All(functions.Where(function => function.Verdict == Verdict.Refused), function => Assert.True(function.Reason is not null && function.ReasonLine > 0 && function.Explanation?.Length > 0));
    }
}
