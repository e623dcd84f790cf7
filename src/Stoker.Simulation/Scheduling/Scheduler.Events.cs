namespace Stoker.Simulation.Scheduling;

/// <summary>Which job and which stage comes when: jobs after those that they wait for, stages after their parents, task sets in their order.</summary>
internal sealed partial class Scheduler
{
    private enum EventKind
    {
        JobReady,
        StageSubmitted,
        StageReady,
        StageEnd,
        JobEnd,
        ExecutorCame,
        Backlog,
    }

    private void Schedule(EventKind kind, int id, double time) => _events.Enqueue((kind, id), (time, _order++));

    private void Handle(EventKind kind, int id, double now)
    {
        var program = _work.Program;
        switch (kind)
        {
            case EventKind.JobReady:
                foreach (var stage in program.Jobs[id].Stages)
                {
                    if (_missingParents[stage] == 0)
                    {
                        Schedule(EventKind.StageSubmitted, stage, now + program.Stages[stage].SubmitMs);
                    }
                }

                if (_missingStages[id] == 0)
                {
                    Schedule(EventKind.JobEnd, id, now + program.Jobs[id].EndMs);
                }

                break;
            case EventKind.StageSubmitted:
                // One event loop of the driver prepares one stage after another (DAGScheduler.submitMissingTasks).
                _prepareFree = Math.Max(_prepareFree, now) + program.Stages[id].PrepareMs;
                Schedule(EventKind.StageReady, id, _prepareFree);
                break;
            case EventKind.StageReady when _work.TaskMs[id].Length == 0:
                Schedule(EventKind.StageEnd, id, now);
                break;
            case EventKind.StageReady:
                Activate(id);
                BeginBacklog(now);
                break;
            case EventKind.StageEnd:
                EndStage(id, now);
                break;
            case EventKind.ExecutorCame:
                Arrive(id, now);
                break;
            case EventKind.Backlog:
                Ramp(id, now);
                break;
            case EventKind.JobEnd:
                _jobEnd[id] = now;
                foreach (var follower in _work.Followers[id])
                {
                    Schedule(EventKind.JobReady, follower, now + program.Jobs[follower].GapMs);
                }

                break;
        }
    }

    private void EndStage(int stage, double now)
    {
        _stageEnd[stage] = now;
        var job = _work.JobOfStage[stage];
        foreach (var child in _work.Children[stage])
        {
            if (--_missingParents[child] == 0)
            {
                Schedule(EventKind.StageSubmitted, child, now + _work.Program.Stages[child].SubmitMs);
            }
        }

        if (--_missingStages[job] == 0)
        {
            Schedule(EventKind.JobEnd, job, now + _work.Program.Jobs[job].EndMs);
        }
    }

    /// <summary>Keeps task sets in FIFO order: jobs by submission, stages of one by id.</summary>
    private void Activate(int stage)
    {
        var at = _active.Count;
        while (at > 0 && IsBefore(stage, _active[at - 1]))
        {
            at--;
        }

        _active.Insert(at, stage);
    }

    private bool IsBefore(int left, int right)
    {
        var (leftJob, rightJob) = (_work.JobOfStage[left], _work.JobOfStage[right]);
        return leftJob != rightJob
            ? _work.Program.Jobs[leftJob].Id < _work.Program.Jobs[rightJob].Id
            : _work.Program.Stages[left].Id.Value < _work.Program.Stages[right].Id.Value;
    }
}
