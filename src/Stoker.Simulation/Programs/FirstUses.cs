using Stoker.Model;
using Stoker.Model.Stages;
using Stoker.Model.Tasks;

namespace Stoker.Simulation.Programs;

/// <summary>
/// What first uses cost beyond the work: the first task on a slot (class loading, Python workers), and in each stage the first task of each slot, which
/// runs the stage's code before it is compiled. Measured on a quiet machine: a stage of 8 equal tasks took 2.4 s for the first and 0.12 s for each of
/// the others on one slot, and twice 1.7 s on two; so it is paid once a slot and stage, and more slots do not share it.
/// </summary>
internal sealed class FirstUses
{
    /// <summary>With fewer other tasks a median says little.</summary>
    private const int FewTasks = 3;

    /// <summary>Standard errors by which two medians differ for a reason.</summary>
    private const double StandsOut = 3;

    /// <summary>
    /// Most that code costs until it is compiled, where a stage does not tell: in a young JVM, in an old one, and how fast it gets old. Medians of the
    /// stages of quiet runs that told it (bench/what-if-lab).
    /// </summary>
    private const double YoungMs = 2000, OldMs = 300, AgeMs = 15_000;

    /// <summary>Tasks that keep the CPU for less of their time than this wait: their first ones compile nothing worth mention.</summary>
    private const double Computing = 0.12;

    private readonly Application _application;
    private readonly HeldSlots _held;
    private readonly double _toldColdMs;

    /// <summary>By stage what its first tasks cost beyond the others; absent where it does not tell.</summary>
    private readonly double?[] _toldMs;

    /// <summary>By stage and row what first uses cost by what lies outside of the run time; absent where tasks compute.</summary>
    private readonly float[]?[] _besideMs;

    public FirstUses(Application application, HeldSlots held, TaskOverhead overhead)
    {
        (_application, _held) = (application, held);
        (_toldMs, _besideMs) = (new double?[application.Stages.Count], new float[application.Stages.Count][]);
        var beside = new BesideWork(application, held, overhead);

        // A stage is read by itself.
        Parallel.For(0, _toldMs.Length, position =>
        {
            _besideMs[position] = Waits(position) ? beside.Of(position) : null;
            _toldMs[position] = ToldMs(position);
        });
        var told = Enumerable.Range(0, _toldMs.Length).Where(StartsSlots).Select(position => _toldMs[position]).OfType<double>().Order().ToList();
        CpuShare = ReadCpuShare();
        _toldColdMs = told.Count > 0 ? told[told.Count / 2] : 0;
    }

    /// <summary>Share of the CPU that first tasks on fresh slots got while they deserialized (loaded classes), 0 to 1; 1 where the log does not tell.</summary>
    public double CpuShare { get; }

    /// <summary>What first uses of a stage cost.</summary>
    public StageFirstUses Of(int position)
    {
        var told = _toldMs[position];
        if (told is null && _besideMs[position] is { } each)
        {
            return Seen(position, each);
        }

        var first = told ?? TakenMs(position);
        var cold = StartsSlots(position) ? Math.Max(first, told is null ? Math.Max(_toldColdMs, DeserializeMs(position)) : 0) : Math.Max(first, _toldColdMs);
        return new(cold, first, told is not null, null);
    }

    /// <summary>Each row has its own: an executor that ran nothing before has all its first tasks start slowly, and one that did has none.</summary>
    private StageFirstUses Seen(int position, float[] each)
    {
        var (isFirst, opens) = (_held.IsFirst(position), _held.Opens(position));
        var first = Mean(row => opens[row] && !isFirst[row]) ?? Mean(row => opens[row]) ?? 0;
        var cold = Mean(row => isFirst[row]) ?? Math.Max(first, _toldColdMs);
        return new(cold, first, false, each);

        double? Mean(Func<int, bool> counts) => Enumerable.Range(0, each.Length).Where(counts).Select(row => (double?)each[row]).Average();
    }

    /// <summary>A task that starts alone finds CPUs that many would not: where stages filled more than half of the slots with their first tasks, those alone tell.</summary>
    private double ReadCpuShare()
    {
        return CpuShareOf(position => 2 * _held.Opens(position).Count(value => value) > _held.SlotCount) ?? CpuShareOf(_ => true) ?? 1;
    }

    private double? CpuShareOf(Func<int, bool> counts)
    {
        var (cpuNs, wallMs) = (0.0, 0.0);
        for (var position = 0; position < _application.Stages.Count; position++)
        {
            var tasks = _application.Stages[position].Tasks;
            if (tasks.Metric(TaskMetric.ExecutorDeserializeCpuTime) is not { } cpu || tasks.Metric(TaskMetric.ExecutorDeserializeTime) is not { } wall || !counts(position))
            {
                continue;
            }

            var isFirst = _held.IsFirst(position);
            for (var row = 0; row < tasks.Count; row++)
            {
                (cpuNs, wallMs) = isFirst[row] ? (cpuNs + cpu[row], wallMs + wall[row]) : (cpuNs, wallMs);
            }
        }

        return wallMs > 0 && cpuNs > 0 ? Math.Min(1, cpuNs / 1e6 / wallMs) : null;
    }

    /// <summary>Whether the first tasks of the stage were mostly the first on their slots too.</summary>
    private bool StartsSlots(int position)
    {
        var (isFirst, opens) = (_held.IsFirst(position), _held.Opens(position));
        return 2 * isFirst.Count(value => value) > opens.Count(value => value);
    }

    /// <summary>
    /// What first tasks cost beyond the others, where the stage has enough of them: median against median if the difference stands out from the spread
    /// of the tasks, else what lies outside the run time (deserialization, delays), which spreads little.
    /// </summary>
    private double? ToldMs(int position)
    {
        var (heldMs, opens) = (_held.HeldMs(position), _held.Opens(position));
        var firstCount = opens.Count(value => value);
        if (firstCount == 0 || heldMs.Length - firstCount < FewTasks)
        {
            return null;
        }

        var (first, others) = Apart(heldMs, opens);
        var expected = Median(others) * SizeRatio(position, opens);
        var difference = Median(first) - expected;
        var spread = Spread(others);
        var chance = StandsOut * spread * Math.Sqrt(1.57 * ((1.0 / first.Length) + (1.0 / others.Length)));
        if (difference > chance)
        {
            return difference;
        }

        if (_besideMs[position] is { } each)
        {
            return Math.Clamp(each.Where((_, row) => opens[row]).Average(), 0, Math.Max(0, difference + chance));
        }

        var run = _application.Stages[position].Tasks.Metric(TaskMetric.ExecutorRunTime);
        (first, others) = Apart([.. heldMs.Select((ms, row) => Math.Max(0, ms - (run?[row] ?? 0)))], opens);
        return run is null ? 0 : Math.Max(0, Median(first) - Median(others));
    }

    /// <summary>By how much the first tasks are larger than the others, by the bytes that they read; never less than 1.</summary>
    private double SizeRatio(int position, bool[] opens)
    {
        var tasks = _application.Stages[position].Tasks;
        var (first, others) = Apart([.. Enumerable.Range(0, tasks.Count).Select(row => TaskBytes.Of(tasks, row))], opens);
        var (own, other) = (Median(first), Median(others));
        return own > other && other > 0 ? own / other : 1;
    }

    /// <summary>
    /// A stage of one round does not tell what of its time was compiling. Code of short tasks hardly gets beyond it; long ones have it behind them soon.
    /// Where a few others are there, no more than what they differ by.
    /// </summary>
    private double TakenMs(int position)
    {
        var stage = _application.Stages[position];
        if (!Computes(stage))
        {
            return StartsSlots(position) ? _toldColdMs : 0;
        }

        var (first, others) = Apart(_held.HeldMs(position), _held.Opens(position));
        var age = Math.Max(0, (stage.FirstTaskLaunchTime ?? _application.StartTime).EpochMilliseconds - _application.StartTime.EpochMilliseconds);
        var most = OldMs + ((YoungMs - OldMs) * Math.Exp(-age / AgeMs));
        var taken = most * (1 - Math.Exp(-Median(first) / most));
        return others.Length == 0 ? taken : Math.Clamp(Median(first) - Median(others), 0, taken);
    }

    private static bool Computes(StageAttempt stage) => stage.Totals[TaskMetric.ExecutorCpuTime] is { } cpu && stage.Totals[TaskMetric.ExecutorRunTime] is > 0 and { } run && cpu / 1e6 >= Computing * run;

    /// <summary>Whether tasks of a stage wait more than they compute, or run Python: what lies outside their run time tells what they pay beside their work.</summary>
    private bool Waits(int position) => HostCpu.RunsPython(_application.Stages[position]) || !Computes(_application.Stages[position]);

    /// <summary>
    /// A stage whose tasks were nearly all first uses cannot tell cold starts from work. What stands apart by itself is deserialization, which on a warm
    /// slot takes next to nothing; a stage of the same run that could tell gives the rest.
    /// </summary>
    private double DeserializeMs(int position)
    {
        var isFirst = _held.IsFirst(position);
        return _application.Stages[position].Tasks.Metric(TaskMetric.ExecutorDeserializeTime) is { } column
            ? Median([.. Enumerable.Range(0, isFirst.Length).Where(row => isFirst[row]).Select(row => (float)column[row]).Order()])
            : 0;
    }

    private static (float[] First, float[] Others) Apart(float[] values, bool[] opens) =>
        ([.. values.Where((_, row) => opens[row]).Order()], [.. values.Where((_, row) => !opens[row]).Order()]);

    /// <summary>Standard deviation of sorted values, by their middle half.</summary>
    private static double Spread(float[] sorted) => (sorted[(sorted.Length * 3) / 4] - sorted[sorted.Length / 4]) / 1.349;

    private static double Median(float[] sorted) =>
        sorted.Length == 0 ? 0 : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2.0;
}
