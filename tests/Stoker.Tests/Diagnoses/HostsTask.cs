namespace Stoker.Tests.Diagnoses;

/// <summary>A task of a <see cref="HostsLog"/>; times in ms.</summary>
internal sealed record HostsTask(string Executor, long LaunchMs, long Ms)
{
    public string Locality { get; init; } = "PROCESS_LOCAL";

    public bool IsCopy { get; init; }

    public bool IsKilled { get; init; }

    public int? Index { get; init; }

    public long Bytes { get; init; } = 1_000;

    /// <summary>Run time, when it is less than the duration.</summary>
    public long? RunMs { get; init; }
}
