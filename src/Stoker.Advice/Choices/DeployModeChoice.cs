using System.Globalization;
using Stoker.Advice.Sizing;
using Stoker.Findings.Evidence;
using Stoker.Findings.Pricing;
using Stoker.Model.Tasks;

namespace Stoker.Advice.Choices;

/// <summary>
/// Where the driver runs. A driver far from its executors shows in a time that even the luckiest task pays between launch and end: two messages over
/// the network. Load and queues make some tasks late, never all of them.
/// </summary>
internal static class DeployModeChoice
{
    /// <summary>The luckiest twentieth of tasks pays this much or more where messages cross a wide network; 2 to 10 ms within a cluster (what-if.md 11.1), in ms.</summary>
    private const double FarMs = 40;

    private const double NearMs = 5;
    private const double Luckiest = 0.05;

    /// <summary>Fewer tasks may all have been unlucky.</summary>
    private const int LeastTasks = 200;

    public static Choice? Of(ChoiceContext context)
    {
        if (!context.HasExecutors || context.Settings.Find("spark.submit.deployMode") is not { } mode)
        {
            return null;
        }

        if (mode == "cluster")
        {
            return ChoiceContext.Keep(ChoiceSubject.DeployMode, "The driver runs in the cluster.");
        }

        var delays = DelaysOf(context);
        if (delays.Count < LeastTasks)
        {
            return ChoiceContext.Keep(ChoiceSubject.DeployMode, "The driver runs where the program was submitted; too few tasks to tell how far that is.");
        }

        var floor = delays[(int)(Luckiest * delays.Count)];
        EvidenceItem[] evidence = [EvidenceItem.Of("leastDelay", floor, EvidenceUnit.Milliseconds), EvidenceItem.Of("tasks", delays.Count, EvidenceUnit.Count)];
        var isBeside = context.Application.Executors.FirstOrDefault(executor => executor.IsDriver)?.Host is { Length: > 0 } host && context.Executors.Any(executor => executor.Host == host);
        if (floor < FarMs || isBeside)
        {
            return ChoiceContext.Keep(ChoiceSubject.DeployMode, Text($"The driver runs where the program was submitted{(isBeside ? ", a machine of the cluster" : "")}: tasks spend {floor} ms and more between driver and executor.")) with { Evidence = evidence };
        }

        // Each wave of a stage waits for the messages of its last tasks.
        var slots = Math.Max(1, context.MostExecutors * context.Slots);
        var waves = context.Application.Stages.Sum(stage => Math.Ceiling(stage.Tasks.Count / (double)slots));
        var seconds = waves * (floor - NearMs) / 1000;
        var isRefused = context.Cluster == ClusterManager.Standalone && context.IsPython;
        return new Choice
        {
            Subject = ChoiceSubject.DeployMode,
            Verdict = ChoiceVerdict.Decide,
            Reason = Text($"{(isRefused ? "Submit from a machine of the cluster" : "Let the driver run in the cluster")}: even the fastest tasks spend {floor} ms between driver and executor, where {NearMs} ms are usual within one.")
                + (isRefused ? " A standalone cluster runs no Python driver itself." : ""),
            Precondition = "The program, its modules and its files are reachable from the cluster, and nobody needs its console.",
            Evidence = evidence,
            Settings = isRefused ? [] : [.. context.Setting("spark.submit.deployMode", "cluster")],
            SavedWallSeconds = new Estimate(0.3 * seconds, 0.8 * seconds, seconds),
        };
    }

    private static List<long> DelaysOf(ChoiceContext context)
    {
        var delays = new List<long>();
        foreach (var tasks in context.Application.Stages.Select(stage => stage.Tasks))
        {
            for (var row = 0; row < tasks.Count; row++)
            {
                if (tasks.Status(row) == TaskAttemptStatus.Success && tasks.HasMetrics(row))
                {
                    delays.Add(tasks.SchedulerDelay(row).Value);
                }
            }
        }

        delays.Sort();
        return delays;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
