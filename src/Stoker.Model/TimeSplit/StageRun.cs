using Stoker.Model.Stages;

namespace Stoker.Model.TimeSplit;

/// <summary>A stage attempt with the times from which to which it ran, ms since the epoch.</summary>
internal sealed record StageRun(StageAttempt Stage, long Start, long End);
