namespace Stoker.Tests.Diagnoses;

/// <summary>A task of a <see cref="ClusterLog"/>.</summary>
/// <param name="Executor">Where it ran.</param>
/// <param name="FromMs">Launch, since the start of the application.</param>
/// <param name="Ms">Duration, all of it run time unless the metrics say otherwise.</param>
/// <param name="Metrics">More metrics, each with a comma before it.</param>
/// <param name="Reason">Why it failed; absent when it did not.</param>
internal sealed record ClusterTask(string Executor, long FromMs, long Ms, string Metrics = "", string? Reason = null);
