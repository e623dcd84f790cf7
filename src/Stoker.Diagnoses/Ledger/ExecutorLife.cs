using Stoker.Model.Executors;

namespace Stoker.Diagnoses.Ledger;

/// <summary>One life of an executor within the window.</summary>
/// <param name="Executor">The executor.</param>
/// <param name="Slots">Tasks it can run at once.</param>
/// <param name="StartMs">Begin, ms since the epoch.</param>
/// <param name="EndMs">End, ms since the epoch.</param>
internal sealed record ExecutorLife(Executor Executor, int Slots, long StartMs, long EndMs);
