using System.Runtime.InteropServices;
using Stoker.Diagnoses.Plans;

namespace Stoker.Diagnoses.Caching;

/// <summary>Groups of executions of which a rule has spoken: one within another is no news. Asking takes no longer for many groups than for few.</summary>
internal sealed class CoveredGroups
{
    /// <summary>By execution: the groups that it is in.</summary>
    private readonly Dictionary<QueryPlan, List<HashSet<QueryPlan>>> _groups = [];

    /// <summary>Whether one group that was added holds all of some executions; there is one at least.</summary>
    public bool Cover(IReadOnlyCollection<QueryPlan> plans)
    {
        List<HashSet<QueryPlan>>? fewest = null;
        foreach (var plan in plans)
        {
            if (!_groups.TryGetValue(plan, out var groups))
            {
                return false;
            }

            fewest = fewest is null || groups.Count < fewest.Count ? groups : fewest;
        }

        return fewest is not null && fewest.Exists(group => group.Count >= plans.Count && plans.All(group.Contains));
    }

    /// <summary>Adds a group.</summary>
    public void Add(IEnumerable<QueryPlan> plans)
    {
        HashSet<QueryPlan> group = [.. plans];
        foreach (var plan in group)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_groups, plan, out _) ??= []).Add(group);
        }
    }
}
