using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Stages;

namespace Stoker.Tests.Findings;

public sealed class FindingTests
{
    [Theory]
    [InlineData("PY012", "docs/lint/PY012.md")]
    [InlineData("PYTHON002", "docs/diagnoses/PYTHON002.md")]
    [InlineData("SKEW001", "docs/diagnoses/SKEW001.md")]
    public void PathOf_Id_TellsLintFromDiagnoses(string id, string path) => Assert.Equal(path, FindingPages.PathOf(id));

    [Fact]
    public void Estimate_OutOfOrder_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new Estimate(1, 3, 2));

    [Fact]
    public void CompareTo_Stages_OrdersByNumber() =>
        Assert.True(new StagePlace(new StageAttemptId(new StageId(9), 0)) < new StagePlace(new StageAttemptId(new StageId(10), 0)));
}
