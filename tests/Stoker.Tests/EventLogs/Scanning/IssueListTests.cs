using Stoker.EventLogs.Scanning;
using Stoker.Model.Reading;

namespace Stoker.Tests.EventLogs.Scanning;

public sealed class IssueListTests
{
    [Fact]
    public void Add_KindThatComesAfterAThousandOthers_IsKept()
    {
        var issues = new IssueList();
        for (var line = 1; line <= 1_500; line++)
        {
            issues.Add(new ParseIssue(ParseIssueKind.EmptyLine, "log", line, null, "empty"));
        }

        for (var line = 1_501; line <= 1_520; line++)
        {
            issues.Add(new ParseIssue(ParseIssueKind.DamagedBlock, "log", line, null, "damaged"));
        }

        Assert.Equal(1_520, issues.Count);
        Assert.Equal(1_000, issues.Issues.Count(issue => issue.Kind == ParseIssueKind.EmptyLine));
        Assert.Equal(10, issues.Issues.Count(issue => issue.Kind == ParseIssueKind.DamagedBlock));
    }
}
