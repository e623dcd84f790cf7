using Stoker.Findings;
using Stoker.Findings.Tracing;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.SourceJoin;

/// <summary>Joins findings in source with a run of it. A pure function of its inputs.</summary>
public sealed class SourceJoiner
{
    private readonly Application _application;
    private readonly TimeBreakdown _time;
    private readonly IReadOnlyList<SourceAction> _actions;
    private readonly RunPrices _prices;
    private readonly List<RunWork> _work;
    private readonly List<JoinedWork> _joined = [];
    private readonly List<RunWork> _notJoined = [];
    private readonly ILookup<int, JoinedWork> _workOfActions;

    private SourceJoiner(Application application, TimeBreakdown time, IReadOnlyList<SourceAction> actions)
    {
        _application = application;
        _time = time;
        _actions = actions;
        _prices = new RunPrices(application, time);
        _work = RunWorkReader.Read(application);
        var matcher = new ActionMatcher(actions);
        foreach (var work in _work)
        {
            if (matcher.Match(work) is { } joined)
            {
                _joined.Add(joined with { CoreTime = _prices.CoreOf(work.Stages), CriticalTime = _prices.CriticalOf(work.Stages, work.Jobs) });
            }
            else
            {
                _notJoined.Add(work);
            }
        }

        _workOfActions = _joined.SelectMany(joined => joined.Actions.Select(action => (action, joined))).ToLookup(item => item.action, item => item.joined);
    }

    /// <summary>Joins.</summary>
    /// <param name="application">The run.</param>
    /// <param name="time">Where its time went.</param>
    /// <param name="actions">The calls of the source.</param>
    /// <param name="findings">The findings, each with the calls that run its lines.</param>
    public static SourceRun Join(Application application, TimeBreakdown time, IReadOnlyList<SourceAction> actions, IReadOnlyList<(Finding Finding, SourceTrace Trace)> findings)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(findings);
        return new SourceJoiner(application, time, actions).Run(findings);
    }

    private SourceRun Run(IReadOnlyList<(Finding Finding, SourceTrace Trace)> findings)
    {
        var priced = findings.Select(item => Price(item.Finding, item.Trace)).ToList();
        var groups = GroupsOf(priced);
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var index in groups[group].Findings)
            {
                priced[index] = priced[index] with { Group = group };
            }
        }

        return new SourceRun
        {
            ApplicationId = _application.Id,
            ApplicationName = _application.Name,
            IsComplete = _application.IsComplete,
            CoreTime = _time.ApplicationTime.Core.Running,
            WallTime = _time.ApplicationTime.Wall.Total,
            Actions = _actions,
            Joined = _joined,
            NotJoined = _notJoined,
            Findings = priced,
            Groups = groups,
        };
    }

    private PricedFinding Price(Finding finding, SourceTrace trace)
    {
        var work = trace.Actions.SelectMany(action => _workOfActions[action]).Distinct().ToList();
        if (work.Count == 0 && trace.Functions.Any(name => name != "<lambda>"))
        {
            // A function that no known call runs is still known by its name in the plan.
            work = [.. _work.Where(item => trace.Functions.Any(item.Functions.ContainsKey)).Select(item => _joined.Find(joined => joined.Work == item) ?? new JoinedWork(item, [], JoinBasis.PlanShape))];
        }

        if (work.Count == 0)
        {
            return new PricedFinding { Status = DidNotRun(trace) ? JoinStatus.DidNotRun : JoinStatus.NotJoined, Severity = finding.Severity };
        }

        var sure = work.Where(item => item.Basis != JoinBasis.Ambiguous || item.Actions.All(trace.Actions.Contains)).ToList();
        var used = sure.Count > 0 ? sure : work;
        if (trace.Functions.Count > 0)
        {
            return PriceFunctions(finding, trace, used, isSure: sure.Count > 0);
        }

        var stages = used.SelectMany(item => item.Work.Stages).Distinct().Order().ToList();
        return Make(finding, used, stages, used.SelectMany(item => item.Work.Jobs), sure.Count > 0);
    }

    /// <summary>Only the stages in which the functions ran; the rest of the jobs is not theirs.</summary>
    private PricedFinding PriceFunctions(Finding finding, SourceTrace trace, List<JoinedWork> work, bool isSure)
    {
        var with = work.Where(item => trace.Functions.Any(item.Work.Functions.ContainsKey)).ToList();
        if (with.Count == 0)
        {
            var isKnown = work.TrueForAll(item => item.Work.Words.Count > 0) && isSure;
            return new PricedFinding { Status = isKnown && _application.IsComplete ? JoinStatus.DidNotRun : JoinStatus.NotJoined, Severity = finding.Severity };
        }

        var own = with.SelectMany(item => trace.Functions.SelectMany(name => item.Work.Functions.GetValueOrDefault(name) ?? [])).ToHashSet();
        var stages = with.SelectMany(item => item.Work.Stages).Where(own.Contains).Distinct().Order().ToList();
        return stages.Count == 0
            ? Make(finding, with, [.. with.SelectMany(item => item.Work.Stages).Distinct().Order()], with.SelectMany(item => item.Work.Jobs), isSure)
            : Make(finding, with, stages, [], isSure);
    }

    private PricedFinding Make(Finding finding, List<JoinedWork> work, List<StageAttemptId> stages, IEnumerable<JobId> jobsOnPath, bool isSure)
    {
        List<JobId> onPath = [.. jobsOnPath.Distinct()];
        var (core, critical) = (_prices.CoreOf(stages), _prices.CriticalOf(stages, onPath));
        var jobs = work.SelectMany(item => item.Work.Jobs).Distinct().Order().ToList();
        return new PricedFinding
        {
            Status = isSure ? JoinStatus.Priced : JoinStatus.Ambiguous,
            Severity = isSure ? SeverityOf(finding.Severity, core.Value, critical.Value) : finding.Severity,
            Basis = work.Max(item => item.Basis),
            CoreTime = core,
            CriticalTime = critical,
            Jobs = jobs,
            Stages = stages,
            JobsOnPath = onPath,
        };
    }

    private Severity SeverityOf(Severity severity, double core, double critical)
    {
        var coreShare = core / Math.Max(1, _time.ApplicationTime.Core.Running.Value);
        var wallShare = critical / Math.Max(1, _time.ApplicationTime.Wall.Total.Value);
        return coreShare < PriceThresholds.SmallCore && wallShare < PriceThresholds.SmallWall ? Severity.Info
            : (coreShare > PriceThresholds.Large || wallShare > PriceThresholds.Large) && severity < Severity.Major ? severity + 1
            : severity;
    }

    /// <summary>
    /// Whether nothing in the log can be of the calls: the log is complete, and each job that was not joined says a method or a line that is none of theirs.
    /// </summary>
    private bool DidNotRun(SourceTrace trace)
    {
        if (!_application.IsComplete || trace.Actions.Count == 0)
        {
            return false;
        }

        var methods = trace.Actions.Select(action => _actions[action].Method).ToHashSet(StringComparer.Ordinal);
        return _notJoined.TrueForAll(work => work.Method is { } method && (!methods.Contains(method) || work.CallSites.Any(site => site.Method == method)));
    }

    /// <summary>Findings that share a stage, or have the same jobs without stages, are one group.</summary>
    private List<PriceGroup> GroupsOf(List<PricedFinding> priced)
    {
        var groupOf = new Dictionary<StageAttemptId, HashSet<int>>();
        var groups = new HashSet<HashSet<int>>();
        for (var index = 0; index < priced.Count; index++)
        {
            if (priced[index].CoreTime is null)
            {
                continue;
            }

            HashSet<int> merged = [index];
            foreach (var other in priced[index].Stages.Select(groupOf.GetValueOrDefault).OfType<HashSet<int>>().Distinct())
            {
                merged.UnionWith(other);
                groups.Remove(other);
            }

            groups.Add(merged);
            foreach (var stage in merged.SelectMany(member => priced[member].Stages))
            {
                groupOf[stage] = merged;
            }
        }

        return [.. groups.Select(group => Sum(group, priced)).OrderByDescending(group => group.CoreTime).ThenByDescending(group => group.CriticalTime).ThenBy(group => group.Findings.Min())];
    }

    private PriceGroup Sum(HashSet<int> members, List<PricedFinding> priced)
    {
        var stages = members.SelectMany(index => priced[index].Stages).Distinct().ToList();
        var jobs = members.SelectMany(index => priced[index].Jobs).Distinct().Order().ToList();
        return new PriceGroup
        {
            Findings = [.. members.OrderByDescending(index => priced[index].CoreTime).ThenByDescending(index => priced[index].Severity).ThenBy(index => index)],
            CoreTime = _prices.CoreOf(stages),
            CriticalTime = _prices.CriticalOf(stages, members.SelectMany(index => priced[index].JobsOnPath).Distinct()),
            Jobs = jobs,
            Basis = members.Max(index => priced[index].Basis) ?? JoinBasis.Ambiguous,
        };
    }
}
