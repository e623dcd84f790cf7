namespace Stoker.Model.TimeSplit;

/// <summary>Where the time of an application, job, SQL execution or stage attempt went.</summary>
/// <param name="Wall">Its wall time, from its start to its end.</param>
/// <param name="Core">Core time while it lasted: its own attempts, those of others, and slots that ran nothing.</param>
public sealed record ScopeTime(WallSplit Wall, CoreSplit Core);
