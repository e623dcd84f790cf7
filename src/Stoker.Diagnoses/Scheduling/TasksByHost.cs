using Stoker.Diagnoses.Work;
using Stoker.Model.Tasks;

namespace Stoker.Diagnoses.Scheduling;

/// <summary>Sums the comparable tasks of stages by host: successes that were not in the first wave of an executor. One owner, not thread safe.</summary>
internal sealed class TasksByHost
{
    private readonly Inspection _inspection;

    /// <summary>By position of the executor in the tables, which share their names: its host; -1 where it is not known.</summary>
    private readonly int[] _hostOf;
    private readonly List<string> _names = [];

    /// <summary>By host: what it did in the stage that is read; absent before its first task.</summary>
    private readonly HostTasks?[] _now;

    public TasksByHost(Inspection inspection)
    {
        _inspection = inspection;
        var hosts = new Dictionary<string, int>(StringComparer.Ordinal);
        var byExecutor = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var executor in inspection.Application.Executors.Where(executor => executor.Host.Length > 0))
        {
            if (!hosts.TryGetValue(executor.Host, out var host))
            {
                hosts[executor.Host] = host = _names.Count;
                _names.Add(executor.Host);
            }

            byExecutor[executor.Id] = host; // Of several lives the last.
        }

        _hostOf = inspection.Stages is [var first, ..] ? [.. first.Stage.Tasks.ExecutorNames.Select(name => byExecutor.TryGetValue(name, out var host) ? host : -1)] : [];
        _now = new HostTasks?[_names.Count];
    }

    /// <summary>Sums of each host that ran comparable tasks of a stage.</summary>
    public List<HostTasks> Of(StageWork stage)
    {
        var tasks = stage.Stage.Tasks;
        var (input, local, remote) = (tasks.Metric(TaskMetric.InputBytesRead), tasks.Metric(TaskMetric.ShuffleLocalBytesRead), tasks.Metric(TaskMetric.ShuffleRemoteBytesRead));
        List<HostTasks> met = [];
        for (var row = 0; row < tasks.Count; row++)
        {
            if (_hostOf[tasks.ExecutorIndex(row)] is >= 0 and var host && IsComparable(stage, row))
            {
                if (_now[host] is not { } sums)
                {
                    _now[host] = sums = new HostTasks(host, _names[host]);
                    met.Add(sums);
                }

                sums.Count++;
                sums.DurationMs += Math.Max(0, tasks.Duration(row).Value);
                sums.Bytes += (input?[row] ?? 0) + (local?[row] ?? 0) + (remote?[row] ?? 0);
            }
        }

        met.ForEach(sums => _now[sums.Index] = null);
        return met;
    }

    /// <summary>Gives some hosts of a stage the durations of their tasks, ascending.</summary>
    public void ReadDurations(StageWork stage, List<HostTasks> hosts)
    {
        var tasks = stage.Stage.Tasks;
        hosts.ForEach(host => _now[host.Index] = host);
        for (var row = 0; row < tasks.Count; row++)
        {
            if (_hostOf[tasks.ExecutorIndex(row)] is >= 0 and var host && _now[host] is { } own && IsComparable(stage, row))
            {
                own.Durations.Add(Math.Max(0, tasks.Duration(row).Value));
            }
        }

        foreach (var host in hosts)
        {
            host.Durations.Sort();
            _now[host.Index] = null;
        }
    }

    private bool IsComparable(StageWork stage, int row) => stage.Stage.Tasks.Status(row) == TaskAttemptStatus.Success && !_inspection.WarmUp.Contains(stage, row);
}
