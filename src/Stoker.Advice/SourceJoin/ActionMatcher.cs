using Stoker.Findings.Tracing;

namespace Stoker.Advice.SourceJoin;

/// <summary>Finds the calls of the source that may have started work of a run.</summary>
internal sealed class ActionMatcher
{
    private readonly IReadOnlyList<SourceAction> _actions;
    private readonly PathSuffix _paths;
    private readonly ILookup<string, int> _byFile;
    private readonly ILookup<string, int> _byMethod;

    public ActionMatcher(IReadOnlyList<SourceAction> actions)
    {
        _actions = actions;
        _paths = new PathSuffix(actions.Select(action => action.File));
        _byFile = Enumerable.Range(0, actions.Count).ToLookup(index => actions[index].File, StringComparer.Ordinal);
        _byMethod = Enumerable.Range(0, actions.Count).ToLookup(index => actions[index].Method, StringComparer.Ordinal);
    }

    /// <summary>The join of a work; absent when nothing of the source fits.</summary>
    public JoinedWork? Match(RunWork work)
    {
        if (ByCallSite(work) is { Count: > 0 } exact)
        {
            var called = CalledFrom(exact, work);
            return new JoinedWork(work, called, called.Count == 1 ? JoinBasis.CallSite : JoinBasis.Ambiguous);
        }

        // A Python line that is no call of the source: it ran other source, or this source has changed.
        if (work.Method is not { } method || work.CallSites.Any(site => site.Method == method && _paths.Find(site.Path).Count > 0))
        {
            return null;
        }

        var ofKind = _byMethod[method].ToList();
        var labelled = ofKind.Where(index => _actions[index].Labels.Any(label => work.Labels.Any(text => IsLike(text, label)))).ToList();
        if (labelled.Count == 1)
        {
            return new JoinedWork(work, labelled, JoinBasis.Label);
        }

        return work.CallSites.Any(site => site.Method == method) ? null : ByPlan(work, labelled.Count > 0 ? labelled : ofKind);
    }

    /// <summary>Calls at a line of the log: of the same method if there are any, else whatever is there.</summary>
    private List<int> ByCallSite(RunWork work)
    {
        var atLine = new List<(int Index, bool IsMethod)>();
        foreach (var site in work.CallSites)
        {
            foreach (var file in _paths.Find(site.Path))
            {
                atLine.AddRange(_byFile[file].Where(index => _actions[index].FirstLine <= site.Line && site.Line <= _actions[index].LastLine)
                    .Select(index => (index, _actions[index].Method == site.Method && site.Method == work.Method)));
            }
        }

        var isMethod = atLine.Exists(item => item.IsMethod);
        return [.. atLine.Where(item => item.IsMethod == isMethod).Select(item => item.Index).Distinct().Order()];
    }

    /// <summary>Of the callers of one helper, whose line the log names, those whose frame the plan shows; all when it shows none.</summary>
    private IReadOnlyList<int> CalledFrom(List<int> exact, RunWork work)
    {
        if (exact.Count == 1 || exact.Exists(index => _actions[index].Caller is null || _actions[index].Line != _actions[exact[0]].Line))
        {
            return exact;
        }

        var best = PlanLikeness.Best([.. exact.Where(index => FunctionsFit(_actions[index], work))], index => _actions[index], work);
        return best.Count == 0 ? exact : best;
    }

    private JoinedWork? ByPlan(RunWork work, List<int> candidates)
    {
        var fitting = candidates.Where(index => FunctionsFit(_actions[index], work)).ToList();
        if (fitting.Count <= 1)
        {
            // The only call of its kind, unless the plan has nothing of what the source says.
            return fitting.Count == 1 && (work.Words.Count == 0 || PlanLikeness.Of(_actions[fitting[0]], work) >= PlanLikeness.Least) ? new JoinedWork(work, fitting, candidates.Count == 1 ? JoinBasis.OnlyCall : JoinBasis.PlanShape) : null;
        }

        var best = PlanLikeness.Best(fitting, index => _actions[index], work);
        return best.Count == 0 ? null : new JoinedWork(work, best, best.Count == 1 ? JoinBasis.PlanShape : JoinBasis.Ambiguous);
    }

    /// <summary>A plan that runs Python functions none of which the source of the call knows is not of that call.</summary>
    private static bool FunctionsFit(SourceAction action, RunWork work) =>
        !work.Functions.Keys.Any(name => name == "<lambda>") || action.Functions.Count > 0;

    /// <summary>Whether a text of the log is what the source says, whose holes are <c>*</c>.</summary>
    private static bool IsLike(string text, string label)
    {
        var parts = label.Split('*');
        if (parts.Length == 1)
        {
            return text == label;
        }

        var at = parts[0].Length;
        if (!text.StartsWith(parts[0], StringComparison.Ordinal) || !text.EndsWith(parts[^1], StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var part in parts[1..^1])
        {
            var found = text.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return text.Length - parts[^1].Length >= at;
    }
}
