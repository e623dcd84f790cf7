using Stoker.Model;
using Stoker.Model.Executors;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;
using Stoker.Simulation.Changes;

namespace Stoker.Simulation.Programs;

/// <summary>Reads a program out of an application: which job waits for which, and what the driver did in between.</summary>
internal sealed class ProgramReader
{
    private readonly Application _application;
    private readonly HeldSlots _held;
    private readonly StageReader _stageReader;
    private readonly List<Job> _jobs;
    private readonly List<(List<int> Attempts, int[] Parents, long ReadyTime)> _asked = [];
    private ReplayStage[] _stages = [];
    private readonly Dictionary<JobId, List<int>> _attemptsOfJob = [];
    private readonly int _hosts;
    private readonly ClusterShape _shape;
    private readonly bool _isOneMachine;
    private readonly IReadOnlySet<string> _threads;
    private readonly long _start;
    private readonly long _end;

    public ProgramReader(Application application)
    {
        _application = application;
        _held = new HeldSlots(application);
        _hosts = Math.Max(1, application.Executors.Where(executor => executor.MaxTasks > 0).Select(executor => executor.Host).Distinct().Count());
        _isOneMachine = OneMachine.Is(application);
        _shape = Shape();

        // Executors that were lost may have come back on other hosts; there were never more at once than executors.
        var together = _isOneMachine ? 1 : Math.Min(_hosts, _shape.Executors);
        _stageReader = new StageReader(application, _held, new TaskOverhead(application, _held), together, _isOneMachine ? null : _shape.Slots / (double)together);
        _jobs = [.. application.Jobs.Where(job => job.SubmissionTime is not null).OrderBy(job => job.SubmissionTime!.Value.EpochMilliseconds).ThenBy(job => job.Id)];
        _threads = JobOrder.ThreadsOf(_jobs, application);
        var starts = _jobs.Select(job => job.SubmissionTime).Concat(application.SqlExecutions.Select(execution => execution.StartTime)).OfType<Model.Units.Timestamp>();
        var ends = _jobs.Select(EndOf).Concat(application.SqlExecutions.Select(execution => execution.EndTime?.EpochMilliseconds).OfType<long>());
        _start = starts.Select(time => time.EpochMilliseconds).DefaultIfEmpty(application.StartTime.EpochMilliseconds).Min();
        _end = Math.Max(_start, ends.DefaultIfEmpty(_start).Max());
    }

    public ReplayableProgram Read()
    {
        AssignAttempts();
        var jobs = new ReplayJob[_jobs.Count];
        for (var position = 0; position < _jobs.Count; position++)
        {
            jobs[position] = ReadJob(position);
        }

        // A stage is read by itself.
        _stages = new ReplayStage[_asked.Count];
        Parallel.For(0, _asked.Count, each => _stages[each] = _stageReader.Read(_asked[each].Attempts, _asked[each].Parents, _asked[each].ReadyTime));
        var driver = DriverOnly.Of(_application, _start, _end);
        var slots = RecordedSlots();
        var work = _stages.Sum(stage => stage.WorkMs);
        var lost = _stages.Sum(stage => stage.LostMs);
        var attempts = Math.Max(1, _application.TaskAttemptCount);
        return new ReplayableProgram(_application)
        {
            Shape = _shape,
            SpanMs = _end - _start,
            StartUpMs = Math.Max(0, _start - _application.StartTime.EpochMilliseconds),
            ShutDownMs = Math.Max(0, _application.EndOrLastEventTime.EpochMilliseconds - _end),
            LostShare = work + lost > 0 ? lost / (work + lost) : 0,
            UnfinishedShare = _application.Stages.Sum(stage => (long)Enumerable.Range(0, stage.Tasks.Count).Count(row => stage.Tasks.Status(row) == TaskAttemptStatus.Running)) / (double)attempts,
            BusyShare = CpuShare.Of(_application),
            ComputeShare = work > 0 ? _stages.Sum(stage => (stage.RunsPython ? 1 : stage.Computes) * stage.WorkMs) / work : 1,
            Hosts = _hosts,
            HasDynamicAllocation = string.Equals(_application.Settings.Find("spark.dynamicAllocation.enabled")?.Value, "true", StringComparison.OrdinalIgnoreCase),
            ColdCpuShare = _stageReader.ColdCpuShare,
            CpuStretch = _stageReader.CpuStretch,
            Unrest = Unrest.Of(_application, _held),
            OtherProfilesShare = work > 0 ? 1 - (_stages.GroupBy(stage => stage.Profile).Max(stages => stages.Sum(stage => stage.WorkMs)) / work) : 0,
            IsFair = string.Equals(_application.Settings.Find("spark.scheduler.mode")?.Value, "FAIR", StringComparison.OrdinalIgnoreCase),
            Stages = _stages,
            Jobs = jobs,
            RecordedSlots = slots,
            TailMs = Math.Max(0, _end - _jobs.Select(EndOf).DefaultIfEmpty(_end).Max()),
            IsLocal = _application.Executors.Any(executor => executor.IsDriver && executor.MaxTasks > 0),
            OverheadShare = TaskOverhead.ShareOf(_application, _held),
            IsOneMachine = _isOneMachine,
            SharedCpus = SharedCpus(),
            DriverOnlyMs = driver.AloneMs,
            NoTaskMs = driver.NoTaskMs,
            FirstLaunchMs = Math.Max(0, _application.Stages.Select(stage => stage.FirstTaskLaunchTime?.EpochMilliseconds).OfType<long>().DefaultIfEmpty(_start).Min() - _start),
        };
    }

    /// <summary>A stage attempt belongs to the job that ran it: the latest one listing it that had begun when it was submitted.</summary>
    private void AssignAttempts()
    {
        for (var position = 0; position < _application.Stages.Count; position++)
        {
            var stage = _application.Stages[position];
            if (stage.Tasks.Count == 0)
            {
                continue;
            }

            var submitted = stage.SubmissionTime?.EpochMilliseconds ?? stage.Tasks.LaunchTime(0).EpochMilliseconds;
            var owner = stage.Jobs.Select(_application.FindJob).OfType<Job>()
                .Where(job => job.SubmissionTime is { } start && start.EpochMilliseconds <= submitted && submitted <= EndOf(job))
                .MinBy(job => job.Id.Value) ?? stage.Jobs.Select(_application.FindJob).OfType<Job>().FirstOrDefault(job => job.SubmissionTime is not null);
            if (owner is not null)
            {
                (_attemptsOfJob.TryGetValue(owner.Id, out var list) ? list : _attemptsOfJob[owner.Id] = []).Add(position);
            }
        }
    }

    private ReplayJob ReadJob(int position)
    {
        var job = _jobs[position];
        var start = job.SubmissionTime!.Value.EpochMilliseconds;
        var stages = ReadStages(job, start);
        var lastEnd = _attemptsOfJob.GetValueOrDefault(job.Id, []).Select(each => _application.Stages[each].CompletionTime?.EpochMilliseconds ?? start).DefaultIfEmpty(start).Max();
        var (after, isAmbiguous) = JobOrder.Enabler(_jobs, position, _application, _threads);
        var enabled = after < 0 ? _start : EndOf(_jobs[after]);
        return new ReplayJob
        {
            Id = job.Id,
            Pool = job.Pool ?? "default",
            After = after,
            GapMs = Math.Max(0, start - enabled),
            Stages = stages,
            EndMs = Math.Max(0, EndOf(job) - lastEnd),
            IsAmbiguous = isAmbiguous,
        };
    }

    private int[] ReadStages(Job job, long start)
    {
        var positions = new Dictionary<StageId, int>();
        var groups = _attemptsOfJob.GetValueOrDefault(job.Id, []).GroupBy(position => _application.Stages[position].Id.Stage).OrderBy(group => group.Key.Value);
        var completed = new Dictionary<StageId, long>();
        foreach (var group in groups)
        {
            var attempts = group.OrderBy(position => _application.Stages[position].Id.Attempt).ToList();
            var stage = _application.Stages[attempts[0]];
            var parents = stage.Parents.Where(positions.ContainsKey).ToList();
            var ready = parents.Select(parent => completed[parent]).Append(start).Max();
            positions.Add(group.Key, _asked.Count);
            completed.Add(group.Key, _application.Stages[attempts[^1]].CompletionTime?.EpochMilliseconds ?? ready);
            _asked.Add((attempts, [.. parents.Select(parent => positions[parent])], ready));
        }

        return [.. positions.Values];
    }

    private long EndOf(Job job) => JobOrder.EndOf(job, _application);

    private List<SlotSpan> RecordedSlots()
    {
        var spans = _application.Executors.Where(executor => executor.MaxTasks > 0)
            .Select(executor => new SlotSpan(executor.AddTime.EpochMilliseconds - _start, executor.RemoveTime is { } removed ? removed.EpochMilliseconds - _start : double.PositiveInfinity, executor.MaxTasks))
            .Where(span => span.Until > 0 && span.From < _end - _start).ToList();
        return spans.Count > 0 ? spans : [new SlotSpan(0, double.PositiveInfinity, MostAtOnce())];
    }

    /// <summary>Old logs do not tell slots: the most tasks at once are a lower bound.</summary>
    private int MostAtOnce()
    {
        var changes = new List<(long, int)>();
        foreach (var stage in _application.Stages)
        {
            for (var row = 0; row < stage.Tasks.Count; row++)
            {
                var launch = stage.Tasks.LaunchTime(row).EpochMilliseconds;
                changes.Add((launch, 1));
                changes.Add((launch + stage.Tasks.Duration(row).Value, -1));
            }
        }

        changes.Sort();
        var (running, most) = (0, 1);
        foreach (var (_, change) in changes)
        {
            running += change;
            most = Math.Max(most, running);
        }

        return most;
    }

    private ClusterShape Shape()
    {
        var workers = _application.Executors.Where(executor => executor.MaxTasks > 0).ToList();
        if (workers.Count == 0)
        {
            return new ClusterShape(1, MostAtOnce());
        }

        var cores = workers.GroupBy(executor => executor.MaxTasks).MaxBy(group => group.Count())!.Key;
        return new ClusterShape(MostTogether(workers), cores);
    }

    /// <summary>CPUs that tasks of a host had together, on average over stages whose tasks wanted more.</summary>
    private double? SharedCpus()
    {
        var lacking = _stages.Where(stage => stage.CpuCertainty >= 0.5 && stage.PacedMs is not null).ToList();
        var work = lacking.Sum(stage => stage.WorkMs);
        return work > 0 ? Math.Max(_stageReader.SeenCpus, lacking.Sum(stage => stage.WorkMs * stage.CpuShare * stage.AtOnce) / work) : null;
    }

    /// <summary>The most executors that lived at one time.</summary>
    private static int MostTogether(List<Executor> workers)
    {
        var changes = workers.Select(worker => (worker.AddTime.EpochMilliseconds, 1))
            .Concat(workers.Where(worker => worker.RemoveTime is not null).Select(worker => (worker.RemoveTime!.Value.EpochMilliseconds, -1))).Order();
        var (alive, most) = (0, 1);
        foreach (var (_, change) in changes)
        {
            alive += change;
            most = Math.Max(most, alive);
        }

        return most;
    }
}
