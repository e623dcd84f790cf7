using System.Text.RegularExpressions;
using Stoker.Diagnoses;
using Stoker.Explaining;
using Stoker.PySpark.Linting;

namespace Stoker.Tests.Explaining;

public sealed partial class ExplainRuleTests
{
    [Theory]
    [InlineData("skew001", "SKEW001")]
    [InlineData("PY041", "PY041")]
    [InlineData("withcolumn-in-loop", "PY041")]
    public void Find_IdOrNameInAnyCase_TheRule(string typed, string id) => Assert.Equal(id, ExplainRule.Find(typed)?.Id);

    [Fact]
    public void Find_Unknown_Null() => Assert.Null(ExplainRule.Find("SKEW999"));

    [Fact]
    public void Beginning_Letters_ThoseOfTheFamilyOnly()
    {
        Assert.Equal(["SKEW001", "SKEW002"], ExplainRule.Beginning("skew").Take(2).Select(rule => rule.Id));
        Assert.Empty(ExplainRule.Beginning("S"));
        Assert.Empty(ExplainRule.Beginning("ZZ"));
    }

    [Fact]
    public void PageOf_EveryRule_HasOne()
    {
        Assert.Equal(DiagnosisCatalogue.Titles.Count + LintRules.All.Count, ExplainRule.All.Count);
        Assert.Equal(ExplainRule.All.Count, ExplainRule.All.Select(rule => rule.Id).Distinct().Count());
        Assert.All(ExplainRule.All, rule => Assert.StartsWith("# " + rule.Id, ExplainRule.PageOf(rule), StringComparison.Ordinal));
    }

    [Fact]
    public void Find_EveryIdThatTheGuideNames_IsARule()
    {
        string[] pages = [.. Directory.GetFiles(Repository.Path("docs", "guide"), "*.md"), Repository.Path("README.md")];
        var named = pages.SelectMany(page => RuleId().Matches(File.ReadAllText(page)).Select(match => (Page: Path.GetFileName(page), Id: match.Value))).Distinct().ToList();

        Assert.Contains(("coming-from.md", "MEM006"), named);
        Assert.All(named, id => Assert.True(ExplainRule.Find(id.Id) is not null, $"{id.Page} names {id.Id}, which is no rule."));
    }

    [GeneratedRegex(@"\b(?:SKEW|PART|JOIN|SHUF|CACHE|PYTHON|MEM|IO|DRV|EXEC|CLUS|SCHED|FAIL|STRM|CONF|LOG|PY)\d{3}\b")]
    private static partial Regex RuleId();
}
