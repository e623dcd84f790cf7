using Stoker.Model.Reading;

namespace Stoker.EventLogs.Scanning;

/// <summary>Parse issues in the order of the log: all are counted, the first are kept.</summary>
internal sealed class IssueList
{
    public const int MaximumKept = 1000;

    private readonly List<ParseIssue> _issues = [];

    public IReadOnlyList<ParseIssue> Issues => _issues;

    public long Count { get; private set; }

    /// <summary>Counts issues that nobody kept.</summary>
    public void CountMore(long count) => Count += count;

    public void Add(ParseIssue issue)
    {
        Count++;
        if (_issues.Count < MaximumKept)
        {
            _issues.Add(issue);
        }
    }
}
