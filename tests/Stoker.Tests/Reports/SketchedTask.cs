namespace Stoker.Tests.Reports;

/// <summary>A task of an <see cref="ApplicationSketch"/>.</summary>
/// <param name="Executor">Where it ran.</param>
/// <param name="FromMs">Launch, since the start of the application.</param>
/// <param name="Ms">Duration, all of it run time.</param>
/// <param name="Failure">Error text of a task that failed.</param>
/// <param name="Index">Its index in the stage, for a second attempt; its position by default.</param>
/// <param name="InputBytes">Bytes that it reads, where the tasks of the sketch do not all read as many.</param>
internal sealed record SketchedTask(string Executor, long FromMs, long Ms, string? Failure = null, int? Index = null, long InputBytes = 0);
