using Stoker.Advice.Comparison.Matching;

namespace Stoker.Advice.Comparison.Effects;

/// <summary>Collects how much each cause adds to the second run, in ms; negative where it takes away.</summary>
internal sealed class EffectSheet
{
    private readonly List<Entry> _entries = [];

    public IReadOnlyList<Entry> Entries => _entries;

    /// <param name="cause">The cause.</param>
    /// <param name="wall">Wall time.</param>
    /// <param name="task">Core time in which tasks ran.</param>
    /// <param name="before">Stage of the first run; absent where there is none.</param>
    /// <param name="after">Stage of the second run.</param>
    public void Add(DifferenceCause cause, double wall, double task, StageWork? before = null, StageWork? after = null)
    {
        if (wall != 0 || task != 0)
        {
            _entries.Add(new Entry(cause, wall, task, before, after));
        }
    }

    internal readonly record struct Entry(DifferenceCause Cause, double Wall, double Task, StageWork? Before, StageWork? After);
}
