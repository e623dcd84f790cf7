using Stoker.Model.Reading;

namespace Stoker.EventLogs.Scanning;

/// <summary>Parse issues in the order of the log: all are counted, the first are kept, and of each kind some at least.</summary>
internal sealed class IssueList
{
    public const int MaximumKept = 1000;

    /// <summary>Of a kind that comes late, so many are kept after the others have filled the list: a thousand empty lines must not hide a damaged block.</summary>
    public const int LeastKeptOfKind = 10;

    private readonly List<ParseIssue> _issues = [];
    private readonly Dictionary<ParseIssueKind, int> _kept = [];

    public IReadOnlyList<ParseIssue> Issues => _issues;

    public long Count { get; private set; }

    /// <summary>Counts issues that nobody kept.</summary>
    public void CountMore(long count) => Count += count;

    public void Add(ParseIssue issue)
    {
        Count++;
        var kept = _kept.GetValueOrDefault(issue.Kind);
        if (_issues.Count < MaximumKept || kept < LeastKeptOfKind)
        {
            _issues.Add(issue);
            _kept[issue.Kind] = kept + 1;
        }
    }
}
