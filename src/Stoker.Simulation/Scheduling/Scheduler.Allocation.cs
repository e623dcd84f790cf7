namespace Stoker.Simulation.Scheduling;

/// <summary>Executors that come while tasks wait and go when they idle.</summary>
internal sealed partial class Scheduler
{
    private AllocationPolicy? _policy;
    private AllocationRamp? _ramp;
    private double[] _cameAt = [];
    private double[] _busyUntil = [];
    private bool[] _isGone = [];
    private int _asked;
    private int _existing;
    private int _backlog;
    private bool _isBacklogged;
    private double _executorMs;

    /// <summary>Runs the work on executors that dynamic allocation asks for.</summary>
    public Replay Run(PlannedWork work, AllocationPolicy policy)
    {
        _policy = policy;
        _ramp = new AllocationRamp(policy);
        (_asked, _existing, _isBacklogged, _executorMs) = (0, 0, false, 0);
        _backlog++;
        Reset(work, timeline: null);
        _heldBy.AsSpan().Fill(-1);
        for (var executor = 0; executor < _ramp.Target; executor++)
        {
            Request(1, now: 0, policy.InitialAtMs.Count == 0 ? 0 : policy.InitialAtMs[Math.Min(executor, policy.InitialAtMs.Count - 1)]);
        }

        try
        {
            var replay = Loop(isBounded: true, until: null);
            var left = Enumerable.Range(0, _asked).Where(executor => _cameAt[executor] < replay.SpanMs && !IsIdleTooLong(executor, replay.SpanMs)).ToList();
            return replay with { ExecutorMs = _executorMs + left.Sum(executor => replay.SpanMs - _cameAt[executor]), ExecutorsLeft = left.Count, MostExecutors = MostTogether(replay.SpanMs) };
        }
        finally
        {
            _policy = null;
        }
    }

    /// <summary>The most executors at one time, before the last job ended.</summary>
    private int MostTogether(double spanMs)
    {
        var changes = Enumerable.Range(0, _asked).Where(executor => _cameAt[executor] < spanMs)
            .SelectMany<int, (double Time, int Change)>(executor => [(_cameAt[executor], 1), (_isGone[executor] ? _busyUntil[executor] + _policy!.IdleMs : double.PositiveInfinity, -1)]).Order();
        var (there, most) = (0, 0);
        foreach (var (_, change) in changes)
        {
            there += change;
            most = Math.Max(most, there);
        }

        return most;
    }

    private void Request(int count, double now, double delayMs)
    {
        for (; count > 0; count--)
        {
            Grow(_asked + 1);
            (_cameAt[_asked], _isGone[_asked]) = (double.PositiveInfinity, false);
            Schedule(EventKind.ExecutorCame, _asked++, now + delayMs);
        }
    }

    private void Grow(int executors)
    {
        if (_cameAt.Length < executors)
        {
            Array.Resize(ref _cameAt, executors * 2);
            Array.Resize(ref _busyUntil, executors * 2);
            Array.Resize(ref _isGone, executors * 2);
        }

        var slots = executors * _policy!.SlotsPerExecutor;
        if (_heldBy.Length < slots)
        {
            var known = _heldBy.Length;
            Array.Resize(ref _heldBy, slots * 2);
            _heldBy.AsSpan(known).Fill(-1);
        }
    }

    private void Arrive(int executor, double now)
    {
        _existing++;
        (_cameAt[executor], _busyUntil[executor]) = (now, now);
        for (var slot = 0; slot < _policy!.SlotsPerExecutor; slot++)
        {
            _fresh.Add(now, (executor * _policy.SlotsPerExecutor) + slot);
        }
    }

    /// <summary>Tasks wait: if they still do after a while, executors are asked for.</summary>
    private void BeginBacklog(double now)
    {
        if (_policy is not null && !_isBacklogged)
        {
            _isBacklogged = true;
            for (var executor = 0; executor < _asked; executor++)
            {
                _ = !double.IsPositiveInfinity(_cameAt[executor]) && IsIdleTooLong(executor, now);
            }

            _ramp!.Begin(_used.CountAfter(now));
            Schedule(EventKind.Backlog, _backlog, now + _policy.BacklogMs);
        }
    }

    private void EndBacklog()
    {
        if (_policy is not null)
        {
            _backlog++;
            _isBacklogged = false;
        }
    }

    private void Ramp(int backlog, double now)
    {
        if (backlog != _backlog)
        {
            return;
        }

        var waiting = 0L;
        foreach (var stage in _active)
        {
            waiting += _work.TaskMs[stage].Length - _next[stage];
        }

        var pending = 0;
        for (var executor = 0; executor < _asked; executor++)
        {
            pending += double.IsPositiveInfinity(_cameAt[executor]) ? 1 : 0;
        }

        Request(_ramp!.Ask(waiting, _used.CountAfter(now), _existing, pending), now, _policy!.RegistrationMs);

        // At the bound nothing more can come, and a request that changes nothing need not be looked at again.
        if (_ramp.Target < _policy.Most)
        {
            Schedule(EventKind.Backlog, _backlog, now + _policy.SustainedBacklogMs);
        }
    }

    /// <summary>Whether the executor of a slot was given back before this time.</summary>
    private bool IsGivenBack(int slot, double start) => IsIdleTooLong(slot / _policy!.SlotsPerExecutor, start);

    /// <summary>Gives an executor back that had idled for too long and is not one of the least.</summary>
    private bool IsIdleTooLong(int executor, double now)
    {
        if (!_isGone[executor] && now - _busyUntil[executor] >= _policy!.IdleMs && _existing > _policy.Least)
        {
            _isGone[executor] = true;
            _existing--;
            _executorMs += _busyUntil[executor] + _policy.IdleMs - _cameAt[executor];
        }

        return _isGone[executor];
    }
}
