using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;
using Stoker.Model.Storage;
using Stoker.Model.Tasks;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Comparison.Matching;

/// <summary>Sums up the stages of one run; a stage that several jobs use counts in the first that asks for it.</summary>
internal sealed class StageReader
{
    private readonly ComparedRun _run;
    private readonly ILookup<StageId, StageAttempt> _attempts;
    private readonly ILookup<JobId, StageId> _ranFor;
    private readonly ILookup<StageId, CriticalSegment> _path;
    private readonly ILookup<JobId, double> _driver;
    private readonly Dictionary<RddId, StageId> _filledBy;
    private readonly HashSet<StageId> _taken = [];
    private readonly double _mostSlots;

    public StageReader(ComparedRun run)
    {
        _run = run;
        _mostSlots = run.Application.Executors.Sum(executor => executor.MaxTasks) is var slots and > 0 ? slots : double.PositiveInfinity;
        _attempts = run.Application.Stages.Where(stage => stage.Tasks.Count > 0).ToLookup(stage => stage.Id.Stage);
        _ranFor = run.Application.Stages.Where(stage => stage.Tasks.Count > 0).SelectMany(stage => stage.Jobs, (stage, job) => (stage, job)).ToLookup(pair => pair.job, pair => pair.stage.Id.Stage);
        _path = run.Time.CriticalPath.Segments.Where(segment => segment.Stage is not null).ToLookup(segment => segment.Stage.GetValueOrDefault().Stage);
        _driver = run.Time.CriticalPath.Segments.Where(segment => segment is { Cause: CriticalCause.DriverInJob, Job: not null })
            .ToLookup(segment => segment.Job.GetValueOrDefault(), segment => (double)segment.Duration.Value);
        _filledBy = run.Application.CachedRdds.ToDictionary(rdd => rdd.Id, rdd => rdd.FirstUse.Stage);
    }

    /// <summary>Time on the critical path in which these jobs ran and none of their stages did.</summary>
    public double DriverTime(IEnumerable<Job> jobs) => jobs.Sum(job => _driver[job.Id].Sum());

    public IReadOnlyList<StageWork> Of(IEnumerable<Job> jobs, IReadOnlyList<SqlExecution> executions)
    {
        var clusters = new Lazy<ILookup<string, string>>(() => InsideClusters(executions));
        var files = executions.SelectMany(PlanScan.Of).SelectMany(scan => scan.Stages, (scan, stage) => (stage, scan.Files)).ToLookup(pair => pair.stage, pair => (double)pair.Files);
        return [.. jobs.SelectMany(job => _ranFor[job.Id]).Distinct().Where(_taken.Add).Order().Select(id => Of(id, clusters, files))];
    }

    private StageWork Of(StageId id, Lazy<ILookup<string, string>> clusters, ILookup<StageId, double> files)
    {
        var attempts = _attempts[id].ToList();
        var first = attempts[0];
        return new StageWork
        {
            Id = id,
            Place = WorkText.Place(first.Name),
            Operators = OperatorsOf(first, clusters),
            ParentCount = first.Parents.Count,
            IsFinished = attempts[^1].CompletionTime is not null,
            Figures = FiguresOf(id, attempts, files),
        };
    }

    /// <summary>Names inside each piece of generated code, which carries only a number in the lineage.</summary>
    private static ILookup<string, string> InsideClusters(IReadOnlyList<SqlExecution> executions)
    {
        var pairs = new List<(string Cluster, string Name)>();
        foreach (var execution in executions)
        {
            var nodes = execution.Plan.Graph?.Nodes ?? [];
            foreach (var cluster in nodes.Where(node => node.IsCluster))
            {
                pairs.AddRange(nodes.Where(node => node.Cluster == cluster.Id).Select(node => (cluster.Name, node.Name)));
            }
        }

        return pairs.ToLookup(pair => pair.Cluster, pair => pair.Name, StringComparer.Ordinal);
    }

    private static string[] OperatorsOf(StageAttempt stage, Lazy<ILookup<string, string>> clusters)
    {
        var names = new List<string>();
        foreach (var rdd in stage.Rdds.OrderBy(rdd => rdd.Id.Value))
        {
            var scope = rdd.ScopeName?.Trim();
            names.AddRange(scope is null ? [rdd.Name] : scope.StartsWith("WholeStageCodegen", StringComparison.Ordinal) ? clusters.Value[scope] : [scope]);
        }

        // The ends of a shuffle carry the exchange's name or that of adaptive execution's reader, from run to run.
        return [.. names.Select(WorkText.Operator).OfType<string>().Where(name => name != "Exchange").Distinct(StringComparer.Ordinal)];
    }

    private StageFigures FiguresOf(StageId id, List<StageAttempt> attempts, ILookup<StageId, double> files)
    {
        var (core, slotTime, span, running) = (new CoreSplit(), 0.0, 0.0, 0.0);
        foreach (var time in attempts.Select(_run.Time.Of).OfType<ScopeTime>())
        {
            core += time.Core;
            slotTime += time.Core.Total.Value;
            span += time.Wall.Total.Value;
            running += time.Core.Running.Value + time.Core.OtherWork.Value;
        }

        // The stage that fills a cache, and those that ran while it did not exist, read its source as they must.
        var tasks = new TaskSums(attempts.Exists(stage => stage.Rdds.Any(rdd => rdd.StorageLevel.IsValid && _filledBy.TryGetValue(rdd.Id, out var filler) && filler != id)));
        attempts.ForEach(tasks.Add);
        var path = _path[id].ToLookup(segment => segment.Cause, segment => (double)segment.Duration.Value);
        return tasks.Complete(new StageFigures
        {
            Core = core,
            Files = files.Contains(id) ? files[id].Sum() : null,
            PathWork = path[CriticalCause.StageWork].Sum() + path[CriticalCause.LastTask].Sum(),
            PathWaitingForExecutors = path[CriticalCause.WaitingForExecutors].Sum(),
            PathWaitingForLaunch = path[CriticalCause.WaitingForLaunch].Sum(),
            // Where the end of a task is told late, it overlaps with the next on its slot: that makes no slot more.
            Slots = span > 0 ? Math.Min(slotTime / span, _mostSlots) : 0,
            AtOnce = span > 0 ? running / span / Math.Max(1, tasks.HostCount) : 0,
        });
    }

    /// <summary>Sums over the successful attempts of a stage.</summary>
    private sealed class TaskSums(bool readsCache)
    {
        private readonly Dictionary<string, HostShare> _hosts = new(StringComparer.Ordinal);
        private int _count;
        private double _time;
        private double _longest;
        private double? _records;
        private double? _bytes;
        private double? _cpu;
        private double? _shuffleWritten;
        private double? _shuffleRead;
        private double? _cacheRecords;
        private double _spilled;
        private int _cacheMisses;

        public int HostCount => _hosts.Count;

        public void Add(StageAttempt stage)
        {
            var tasks = stage.Tasks;
            for (var row = 0; row < tasks.Count; row++)
            {
                if (tasks.Status(row) != TaskAttemptStatus.Success)
                {
                    continue;
                }

                var duration = Math.Max(0, tasks.Duration(row).Value);
                _count++;
                _time += duration;
                _longest = Math.Max(_longest, duration);
                if (tasks.ExecutorNames.Count > 1)
                {
                    var share = _hosts.GetValueOrDefault(tasks.Host(row));
                    _hosts[tasks.Host(row)] = new HostShare(share.Tasks + 1, share.Time + duration, share.Bytes + BytesOf(stage, row));
                }
            }

            if (readsCache && tasks.Metric(TaskMetric.InputBytesRead) is { } input)
            {
                _cacheRecords = Sum(_cacheRecords, stage, TaskMetric.InputRecordsRead);
                _cacheMisses += Enumerable.Range(0, tasks.Count).Count(row => tasks.Status(row) == TaskAttemptStatus.Success && tasks.HasMetrics(row) && input[row] == 0);
            }

            // Tasks that find a block of a cache read it, and those that do not read its source: neither is the input's doing.
            if (!stage.Rdds.Any(rdd => rdd.StorageLevel.IsValid))
            {
                _records = Sum(_records, stage, TaskMetric.InputRecordsRead, TaskMetric.ShuffleRecordsRead);
                _bytes = Sum(_bytes, stage, TaskMetric.InputBytesRead, TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead);
            }

            _shuffleWritten = Sum(_shuffleWritten, stage, TaskMetric.ShuffleBytesWritten);
            _shuffleRead = Sum(_shuffleRead, stage, TaskMetric.ShuffleLocalBytesRead, TaskMetric.ShuffleRemoteBytesRead);
            _cpu = Sum(_cpu, stage, TaskMetric.ExecutorCpuTime);
            _spilled = Sum(_spilled, stage, TaskMetric.DiskBytesSpilled) ?? 0;
        }

        public StageFigures Complete(StageFigures figures) => figures with
        {
            Tasks = _count,
            LongestTask = _longest,
            MeanTask = _count > 0 ? _time / _count : 0,
            Records = _records > 0 ? _records : null,
            ReadBytes = _bytes > 0 ? _bytes : null,
            ShuffleWrittenBytes = _shuffleWritten ?? 0,
            ShuffleReadBytes = _shuffleRead ?? 0,
            Cpu = _cpu is { } nanoseconds ? nanoseconds / 1e6 : null,
            SpilledBytes = _spilled,
            ReadsCache = readsCache,
            CacheRecords = _cacheRecords,
            CacheMisses = _cacheMisses,
            Hosts = _hosts.Count > 1 ? _hosts : new Dictionary<string, HostShare>(),
        };

        private static double BytesOf(StageAttempt stage, int row) => (stage.Tasks.Metric(TaskMetric.InputBytesRead)?[row] ?? 0)
            + (stage.Tasks.Metric(TaskMetric.ShuffleLocalBytesRead)?[row] ?? 0) + (stage.Tasks.Metric(TaskMetric.ShuffleRemoteBytesRead)?[row] ?? 0);

        private static double? Sum(double? so, StageAttempt stage, params ReadOnlySpan<TaskMetric> metrics)
        {
            foreach (var metric in metrics)
            {
                if (stage.Tasks.Metric(metric) is { } column)
                {
                    so ??= 0;
                    for (var row = 0; row < stage.Tasks.Count; row++)
                    {
                        so += stage.Tasks.Status(row) == TaskAttemptStatus.Success ? column[row] : 0;
                    }
                }
            }

            return so;
        }
    }
}
