using Stoker.Model.Jobs;
using Stoker.Model.Units;

namespace Stoker.Reports.Timelines;

/// <summary>A job's place in a timeline.</summary>
/// <param name="Id">The job.</param>
/// <param name="Offset">Its start since the application's.</param>
/// <param name="Length">How long it ran.</param>
/// <param name="IsFailed">Whether it failed.</param>
public sealed record JobSpan(JobId Id, Milliseconds Offset, Milliseconds Length, bool IsFailed);
