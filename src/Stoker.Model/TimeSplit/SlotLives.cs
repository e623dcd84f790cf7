namespace Stoker.Model.TimeSplit;

/// <summary>
/// When slots came and went. Executors tell their slots; for one that does not (Spark 1.x, or an executor that only tasks name) they are the most
/// tasks that ever ran on it at once, for as long as it lived.
/// </summary>
internal sealed class SlotLives
{
    /// <summary>Slots that came (positive) or went (negative), ascending by time.</summary>
    private readonly List<(long Time, int Change)> _changes = [];

    private SlotLives()
    {
    }

    public IReadOnlyList<(long Time, int Change)> Changes => _changes;

    /// <summary>Whether slots of an executor that ran tasks are inferred.</summary>
    public bool IsInferred { get; private set; }

    public static SlotLives Of(Application application, AttemptTimes times)
    {
        var lives = new SlotLives();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var executor in application.Executors)
        {
            if (executor.MaxTasks > 0)
            {
                known.Add(executor.Id);
                lives.Add(executor, executor.MaxTasks);
            }
        }

        foreach (var (id, slots) in MostAtOnce(application, times, known))
        {
            lives.IsInferred = true;
            lives.Infer(application, id, slots);
        }

        lives._changes.Sort((left, right) => left.Time.CompareTo(right.Time));
        return lives;
    }

    private static IEnumerable<(string Executor, int Slots)> MostAtOnce(Application application, AttemptTimes times, HashSet<string> known)
    {
        var attempts = new SortedDictionary<string, List<(long Time, int Change)>>(StringComparer.Ordinal);
        IReadOnlyList<string>? names = null;
        var isEachKnown = true;
        foreach (var stage in application.Stages.Where(stage => stage.Tasks.Count > 0))
        {
            // Tables share their names: where each is known, no row needs a look.
            if (!ReferenceEquals(names, stage.Tasks.ExecutorNames))
            {
                names = stage.Tasks.ExecutorNames;
                isEachKnown = names.All(known.Contains);
            }

            if (isEachKnown)
            {
                continue;
            }

            for (var row = 0; row < stage.Tasks.Count; row++)
            {
                var id = stage.Tasks.ExecutorId(row);
                var (launch, end) = times.Of(stage, row);
                if (end > launch && !known.Contains(id))
                {
                    var changes = attempts.TryGetValue(id, out var found) ? found : attempts[id] = [];
                    changes.Add((launch, 1));
                    changes.Add((end, -1));
                }
            }
        }

        return attempts.Select(pair => (pair.Key, Most(pair.Value)));
    }

    private static int Most(List<(long Time, int Change)> changes)
    {
        // At one time, ends come first: a slot that is given on is one slot.
        changes.Sort();
        var (running, most) = (0, 0);
        foreach (var (_, change) in changes)
        {
            running += change;
            most = Math.Max(most, running);
        }

        return most;
    }

    private void Infer(Application application, string id, int slots)
    {
        var isNamed = false;
        foreach (var executor in application.Executors)
        {
            if (executor.Id == id)
            {
                isNamed = true;
                Add(executor, slots);
            }
        }

        if (!isNamed)
        {
            _changes.Add((0, slots));
        }
    }

    private void Add(Executors.Executor life, int slots)
    {
        var added = AttemptTimes.Plausible(life.AddTime.EpochMilliseconds);
        _changes.Add((added, slots));
        if (life.RemoveTime is { } removed)
        {
            _changes.Add((Math.Max(AttemptTimes.Plausible(removed.EpochMilliseconds), added), -slots));
        }
    }
}
