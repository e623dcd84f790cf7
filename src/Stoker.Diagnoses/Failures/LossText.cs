namespace Stoker.Diagnoses.Failures;

/// <summary>
/// Reads removal and loss reasons (diagnoses.md 2.6; YarnAllocator, ExecutorPodsLifecycleManager, SparkExitCode, HeartbeatReceiver, ExecutorLossReason).
/// Memory is looked for before preemption, since an exit code 143 alone is not memory.
/// </summary>
internal static class LossText
{
    private static readonly (string Pattern, LossCause Cause)[] Patterns =
    [
        ("explicit termination request", LossCause.Released),
        ("killed by driver", LossCause.Released),
        ("spark scale down", LossCause.Released), // Dynamic allocation releases executors by decommissioning them, where that is on (ExecutorAllocationManager).
        ("exceeding physical memory limits", LossCause.ContainerKilled),
        ("exceeding virtual memory limits", LossCause.ContainerKilled),
        ("running beyond physical memory", LossCause.ContainerKilled),
        ("exit status: -104", LossCause.ContainerKilled),
        ("exit status: -103", LossCause.ContainerKilled),
        ("OOMKilled", LossCause.ContainerKilled),
        ("possible container OOM", LossCause.ContainerKilled),
        ("code 137", LossCause.ContainerKilled),
        ("status: 137", LossCause.ContainerKilled),
        ("exitStatus 137", LossCause.ContainerKilled),
        ("java.lang.OutOfMemoryError", LossCause.HeapExhausted),
        ("code 52", LossCause.HeapExhausted),
        ("status: 52", LossCause.HeapExhausted),
        ("exitStatus 52", LossCause.HeapExhausted),
        ("preempt", LossCause.TakenAway),
        ("pre-emption", LossCause.TakenAway),
        ("decommission", LossCause.TakenAway),
        ("worker lost", LossCause.TakenAway),
        ("released on a *lost* node", LossCause.TakenAway), // YARN's words for a node that went (SchedulerUtils.LOST_CONTAINER, exit status -100): EMR's for a spot node.
        ("deleted by a user or the framework", LossCause.TakenAway), // Of a pod that Spark did not ask to go (ExecutorPodsLifecycleManager): its node was drained or reclaimed.
        ("No space left on device", LossCause.DiskFull),
        ("heartbeat timed out", LossCause.HeartbeatLost),
        ("code 56", LossCause.HeartbeatLost),
    ];

    /// <summary>What a task's own error says of the machine (KryoSerializer, TransportFrameDecoder, CoarseGrainedSchedulerBackend, and the system's words for a full disk).</summary>
    private static readonly (string Pattern, LossCause Cause)[] Errors =
    [
        ("java.lang.OutOfMemoryError", LossCause.HeapExhausted),
        ("No space left on device", LossCause.DiskFull),
        ("There is not enough space on the disk", LossCause.DiskFull),
        ("Buffer overflow. Available", LossCause.TooLarge),
        ("Too large frame", LossCause.TooLarge),
        ("exceeds max allowed: spark.rpc.message.maxSize", LossCause.TooLarge),
    ];

    /// <summary>What the error of a task, a stage or a job says of the machine; <see cref="LossCause.Unknown"/> where it is the program's.</summary>
    public static LossCause ReadError(string? className, string? text)
    {
        if (className == "java.lang.OutOfMemoryError")
        {
            return LossCause.HeapExhausted;
        }

        foreach (var (pattern, cause) in Errors)
        {
            if (text?.Contains(pattern, StringComparison.Ordinal) == true)
            {
                return cause;
            }
        }

        return LossCause.Unknown;
    }

    /// <summary>The line of a text that says the cause; its first line when none does.</summary>
    public static string LineWith(LossCause cause, string text)
    {
        var lines = text.Split('\n');
        return (Array.Find(lines, line => ReadError(null, line) == cause || Read(line) == cause) ?? lines[0]).Trim();
    }

    /// <summary>The cause in a text; <see cref="LossCause.Unknown"/> where it does not say.</summary>
    public static LossCause Read(string? text)
    {
        foreach (var (pattern, cause) in Patterns)
        {
            if (text?.Contains(pattern, StringComparison.OrdinalIgnoreCase) == true)
            {
                // "code 52" must not be found in "code 520".
                var end = text.IndexOf(pattern, StringComparison.OrdinalIgnoreCase) + pattern.Length;
                if (!char.IsAsciiDigit(pattern[^1]) || end >= text.Length || !char.IsAsciiDigit(text[end]))
                {
                    return cause;
                }
            }
        }

        return LossCause.Unknown;
    }
}
