using Stoker.Simulation.Changes;

namespace Stoker.Simulation.Predictions;

/// <summary>Kinds of change whose errors are alike.</summary>
internal enum ChangeKind
{
    None,
    UpTo2,
    UpTo4,
    Beyond,
    Settings,
}

internal static class ChangeKinds
{
    /// <summary>By the ratio of slots; settings and reliefs count as the hardest.</summary>
    public static ChangeKind Of(ClusterShape from, ClusterShape to, ChangeSet change)
    {
        if (change.Settings.Count > 0 || change.Reliefs.Count > 0)
        {
            return ChangeKind.Settings;
        }

        var ratio = Math.Max(from.Slots, to.Slots) / (double)Math.Max(1, Math.Min(from.Slots, to.Slots));
        return ratio switch { <= 1 => ChangeKind.None, <= 2 => ChangeKind.UpTo2, <= 4 => ChangeKind.UpTo4, _ => ChangeKind.Beyond };
    }
}
