using Stoker.Advice.Verification;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Tests.Reports;

namespace Stoker.Tests.Advice.Verification;

public sealed class FindingPlacesTests
{
    private static readonly StagePlace First = new(new StageAttemptId(new StageId(1), 0));
    private static readonly StagePlace Second = new(new StageAttemptId(new StageId(2), 0));

    [Fact]
    public void Of_OneCauseAtTwoStages_IsAboutBoth() => Assert.Equal([1, 2], Of(First, Second));

    [Fact]
    public void Of_PlanNode_IsAboutTheStagesBesideIt() => Assert.Equal([2], Of(new PlanNodePlace(new ExecutionId(0), 7), Second));

    [Fact]
    public void Of_Stage_IsNotAboutTheWholeJobBesideIt() => Assert.Equal([1], Of(First, new JobPlace(new JobId(2))));

    [Fact]
    public void Of_Application_IsAboutNoStage() => Assert.Empty(Of(new ApplicationPlace()));

    private static IEnumerable<int> Of(Place place, params Place[] related)
    {
        var application = new ApplicationSketch().Executor("1", 2, 0).Job(1, "a", 0, 10, [new("1", 0, 10)]).Job(2, "b", 10, 20, [new("1", 10, 10)]).Build();
        var finding = new Finding { Id = "MEM001", Severity = Severity.Minor, Confidence = Confidence.High, Place = place, RelatedPlaces = related };
        return new FindingPlaces(application).Of(finding).Select(stage => stage.Value).Order();
    }
}
