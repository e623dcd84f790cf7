using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Findings;

namespace Stoker.Tests.Diagnoses;

/// <summary>DRV007 and DRV001 around the query of a plan that a loop built. A first query runs from 0 to 20 s; the second one starts at 28 s, and its job at 33 s, until 43 s. Four slots.</summary>
public sealed class LargePlanTests
{
    [Fact]
    public void Planning_OfAUnionInALoop_TakesThePauseBeforeIt()
    {
        // 8 s before the start of the query and 5 s to its job, of one gap of 13 s: 0.8 × 8 + 0.9 × 5 = 10.9 s of 43.5. The pause is not told again as DRV001.
        var result = Run(Union(160));
        var finding = Assert.Single(result.Findings, finding => finding.Id == "DRV007");

        Assert.Equal(10.9, finding.Cost?.WallSeconds?.Expected ?? 0, 3);
        Assert.Equal((5_000, 8_000), (QueryLog.NumberOf(finding, "planningTime"), QueryLog.NumberOf(finding, "pauseBeforeIt")));
        Assert.Equal(160, QueryLog.NumberOf(finding, "inputsOfTheUnion"));
        Assert.StartsWith("Do not union in a loop", finding.Remedies[0].Change, StringComparison.Ordinal);
        Assert.Equal((Severity.Major, Confidence.Medium), (finding.Severity, finding.Confidence));
        Assert.DoesNotContain(result.Findings, finding => finding.Id == "DRV001");
    }

    [Fact]
    public void Planning_OfStackedProjections_NamesTheColumns()
    {
        var finding = Assert.Single(Run(Stacked(12)).Findings, finding => finding.Id == "DRV007");

        Assert.Equal(12, QueryLog.NumberOf(finding, "stackedProjections"));
        Assert.StartsWith("Make the columns in one df.select", finding.Remedies[0].Change, StringComparison.Ordinal);
    }

    [Fact]
    public void Planning_OfAnOrdinaryPlan_LeavesThePauseToTheDriver()
    {
        // Nine projections: 5 s from start to job are DRV007's, 0.7 of them expected; the 8 s before them may be anything.
        var result = Run(Stacked(9));

        Assert.Equal(3.5, Assert.Single(result.Findings, finding => finding.Id == "DRV007").Cost?.WallSeconds?.Expected ?? 0, 3);
        Assert.Equal(8_000, QueryLog.NumberOf(Assert.Single(result.Findings, finding => finding.Id == "DRV001"), "gapTime"));
    }

    [Fact]
    public void Building_IsAtMostFiveTimesThePlanning()
    {
        // 1 s of planning explains 5 s of the 12 before it; the other 7 are the driver's.
        var result = Run(Union(160), startMs: 32_000);

        Assert.Equal(5_000, QueryLog.NumberOf(Assert.Single(result.Findings, finding => finding.Id == "DRV007"), "pauseBeforeIt"));
        Assert.Equal(7_000, QueryLog.NumberOf(Assert.Single(result.Findings, finding => finding.Id == "DRV001"), "gapTime"));
    }

    [Theory]
    [InlineData(120, true)]
    [InlineData(90, false)]
    public void Pause_BeforeManyColumns_IsTheDrivers_AndNamesTheLoop(int columns, bool isNamed)
    {
        // A list of expressions makes the same plan: the pause may be anything.
        var plan = QueryLog.Node("Project", $"Project [{string.Join(", ", Enumerable.Range(0, columns).Select(column => $"(id#0L + {column}) AS c{column}#{column + 1}L"))}]", "", QueryLog.Node("Range", "Range (0, 9)"));
        var finding = Assert.Single(Run(plan, startMs: 33_000).Findings, finding => finding.Id == "DRV001");

        Assert.Equal(isNamed, finding.Remedies[0].Change.StartsWith("If the program adds the columns of the next query in a loop: make the columns in one df.select", StringComparison.Ordinal));
        Assert.Equal(isNamed, finding.Evidence.Any(item => item.Name == "columnsOfTheNextQuery"));
    }

    private static string Union(int inputs) => QueryLog.Node("Union", "Union", "", [.. Enumerable.Range(0, inputs).Select(input => QueryLog.Node("Project", "Project [a#1]", "", QueryLog.Node("Range", string.Create(CultureInfo.InvariantCulture, $"Range ({input}, 9)"))))]);

    private static string Stacked(int projections) => Enumerable.Range(0, projections).Aggregate(QueryLog.Node("Range", "Range (0, 9)"), (input, _) => QueryLog.Node("Project", "Project [a#1]", "", input));

    private static DiagnosisResult Run(string plan, long startMs = 28_000) => new QueryLog()
        .Query(QueryLog.Node("Range", "Range (0, 9)"), 0, 0).Stage(0, 100, 4, [19_900, 19_900, 19_900, 19_900]).QueryEnd(20_000)
        .Query(plan, startMs, 1).Stage(1, 33_000, 4, [10_000, 10_000, 10_000, 10_000], execution: "1").QueryEnd(43_000, 1)
        .Diagnose(43_500);
}
