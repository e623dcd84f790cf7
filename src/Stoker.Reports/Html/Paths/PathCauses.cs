using Stoker.Model.TimeSplit;
using Stoker.Reports.Html.Charts;

namespace Stoker.Reports.Html.Paths;

/// <summary>What the critical path is spent on, in as many kinds as a reader can keep apart.</summary>
internal static class PathCauses
{
    /// <summary>Position of the driver's kind.</summary>
    public const int Driver = 0;

    /// <summary>The kinds: a short name, the name in words, and the color.</summary>
    public static IReadOnlyList<(string Name, string Words, ChartRole Role)> Kinds { get; } =
    [
        ("driver", "driver: no task of a stage ran", ChartRole.Waste),
        ("no executor", "tasks waited for executors", ChartRole.Bad),
        ("launch", "tasks waited for launch", ChartRole.Other),
        ("all slots", "all slots at work", ChartRole.Move),
        ("last task", "the last task of a stage ran", ChartRole.Work),
    ];

    /// <summary>The position of a cause's kind.</summary>
    public static int KindOf(CriticalCause cause) => cause switch
    {
        CriticalCause.WaitingForExecutors => 1,
        CriticalCause.WaitingForLaunch => 2,
        CriticalCause.StageWork => 3,
        CriticalCause.LastTask => 4,
        _ => Driver,
    };
}
