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
        ("heartbeat timed out", LossCause.HeartbeatLost),
        ("code 56", LossCause.HeartbeatLost),
    ];

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
