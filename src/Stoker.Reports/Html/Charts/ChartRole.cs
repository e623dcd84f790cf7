namespace Stoker.Reports.Html.Charts;

/// <summary>What a shape stands for, from which its color follows; a label, its place or its shape says the same.</summary>
internal enum ChartRole
{
    /// <summary>Work that moves the application on.</summary>
    Work,

    /// <summary>Python.</summary>
    Python,

    /// <summary>Time that could be saved.</summary>
    Waste,

    /// <summary>Moving data: shuffle, results.</summary>
    Move,

    /// <summary>Failures, and what waits for executors.</summary>
    Bad,

    /// <summary>Slots that run nothing.</summary>
    Idle,

    /// <summary>Anything else.</summary>
    Other,
}
