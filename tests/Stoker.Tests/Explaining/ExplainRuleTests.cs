using Stoker.Diagnoses;
using Stoker.Explaining;
using Stoker.PySpark.Linting;

namespace Stoker.Tests.Explaining;

public sealed class ExplainRuleTests
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
}
