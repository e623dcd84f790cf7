using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Pricing;
using Stoker.Model.Settings;
using Stoker.Diagnoses.Work;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Stages;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnoses;

/// <summary>What the rules look at: the application, and what is worked out of it once for all of them. Immutable once made.</summary>
internal sealed partial class Inspection
{
    /// <summary>Wall time from which thresholds of time hold in full, ms. [derived: most runs that they were learnt on took longer]</summary>
    private const double FullLengthMs = 15_000;

    private readonly DiagnosisOptions _options;
    private readonly Lazy<IReadOnlyList<QueryPlan>> _plans;
    private readonly Lazy<IReadOnlyList<List<PlanOperator>>> _repeatedShuffles;
    private readonly Lazy<IReadOnlyList<List<PlanOperator>>> _shuffleGroups;
    private readonly Lazy<Dictionary<StageId, List<QueryPlan>>> _plansByStage;
    private readonly Dictionary<StageId, List<StageWork>> _byStage = [];
    private readonly Dictionary<JobId, Job> _jobs;
    private readonly Lazy<IReadOnlyList<Failures.AttemptFailure>> _failures;
    private readonly Lazy<TaskSpread?>[] _spreads;
    private readonly Lazy<TaskSpread?>[] _spreadsOfData;
    private readonly double[] _slots;

    public Inspection(Application application, DiagnosisOptions options, TimeBreakdown? time = null)
    {
        _options = options;
        Application = application;
        Settings = new EffectiveSettings(application);
        Curve = new SlotCurve(application);
        Time = time ?? TimeBreakdown.Of(application);
        Stages = StageWorkReader.Read(application, Time);
        foreach (var stage in Stages)
        {
            (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_byStage, stage.Stage.Id.Stage, out _) ??= []).Add(stage);
        }

        _jobs = application.Jobs.ToDictionary(job => job.Id);
        _plans = new(() => [.. application.SqlExecutions.Select(execution => new QueryPlan(execution, this))]);
        _plansByStage = new(PlansByStage);
        _plansById = new(() => Plans.ToDictionary(plan => plan.Execution.Id));
        _operators = new(() => [.. Plans.SelectMany(plan => plan.Operators)]);
        _fileWrites = new(() => [.. Operators.Where(node => node.Metric("number of written files") is not null)]);
        _unreadPlans = new(() => UnreadPlans.Of(Plans));
        _scans = new(() => [.. InputOutput.Scans.Of(this)]);
        _boundReads = new(() => InputOutput.BoundReads.Of(this));
        _collects = new(() => Driver.LargeResult.Find(this));
        _stragglers = new(() => Scheduling.Straggler.Stages(this).ToDictionary(found => found.Stage.Index, found => found.Spread));
        _slowlyPlanned = new(() => Driver.SlowPlanning.Find(this));
        _shuffleGroups = new(() => Shuffles.RepeatedExchange.AllGroups(this));
        _repeatedShuffles = new(() => Shuffles.RepeatedExchange.Groups(this));
        _workBehindShuffles = new(() => Caching.WorkBehindShuffle.Of(ShuffleGroups));
        _failures = new(() => Diagnoses.Failures.AttemptFailure.Read(Stages));
        WarmUp = new WarmUp(Stages, Curve);
        _spreads = [.. Stages.Select(stage => new Lazy<TaskSpread?>(() => TaskSpread.Of(stage, WarmUp, onlyWithData: false)))];
        _spreadsOfData = [.. Stages.Select(stage => new Lazy<TaskSpread?>(() => TaskSpread.Of(stage, WarmUp, onlyWithData: true)))];
        _slots = [.. Stages.Select(stage => Math.Max(1, Curve.MeanSlots(stage.StartMs, Math.Max(stage.StartMs + 1, stage.EndMs))))];
        Ledger = CostLedger.Of(Stages, Curve);
        Path = new PathLengths(Time.CriticalPath);
        IsInteractive = InteractiveSession.Is(application);
        CpusSeen = SpareCpus.SeenIn(Stages);
        IsOnAllCpus = application.Settings.Find("spark.master")?.Value.StartsWith("local[*", StringComparison.Ordinal) == true;
        IsLocal = application.Settings.Find("spark.master")?.Value is { } master
            ? master.StartsWith("local", StringComparison.Ordinal) && !master.StartsWith("local-cluster", StringComparison.Ordinal) // Its executors are processes of their own.
            : (Curve.Lives.Count > 0 && Curve.Lives.All(life => life.Executor.IsDriver));
    }

    /// <summary>The application.</summary>
    public Application Application { get; }

    /// <summary>Settings with their defaults.</summary>
    public EffectiveSettings Settings { get; }

    /// <summary>Slots and busy slots over time.</summary>
    public SlotCurve Curve { get; }

    /// <summary>Stage attempts that ran a task.</summary>
    public IReadOnlyList<StageWork> Stages { get; }

    /// <summary>Attempts that failed or were killed, by stage.</summary>
    public IReadOnlyList<Failures.AttemptFailure> Failures => _failures.Value;

    /// <summary>Tasks that were slow since their executor had just begun.</summary>
    public WarmUp WarmUp { get; }

    /// <summary>All slot time.</summary>
    public CostLedger Ledger { get; }

    /// <summary>Where wall time and core time went.</summary>
    public TimeBreakdown Time { get; }

    /// <summary>The critical path.</summary>
    public PathLengths Path { get; }

    /// <summary>Plans of the SQL executions, in their order.</summary>
    public IReadOnlyList<QueryPlan> Plans => _plans.Value;

    /// <summary>Shuffles of equal signature in different executions, whatever they cost.</summary>
    public IReadOnlyList<List<PlanOperator>> ShuffleGroups => _shuffleGroups.Value;

    /// <summary>Of these such as are worth a word by themselves.</summary>
    public IReadOnlyList<List<PlanOperator>> RepeatedShuffles => _repeatedShuffles.Value;

    /// <summary>Whether driver and executor are one process (trap T03).</summary>
    public bool IsLocal { get; }

    /// <summary>Whether local mode was given as many slots as the machine has CPUs: <c>local[*]</c>.</summary>
    public bool IsOnAllCpus { get; }

    /// <summary>CPUs that were at work at once, at least.</summary>
    public double CpusSeen { get; }

    /// <summary>Wall time of the application, ms.</summary>
    public long WallMs => Curve.EndMs - Curve.StartMs;

    /// <summary>Whether a streaming query ran (trap T15).</summary>
    public bool IsStreaming => Application.StreamingQueries.Count > 0;

    /// <summary>Whether a person types the commands: Spark's shells, their relatives, and sessions of Spark Connect or the Thrift server (trap T16).</summary>
    public bool IsInteractive { get; }

    /// <summary>The source of the program; absent when nobody has it.</summary>
    public Sources.IProgramSource? Program => _options.Program;

    /// <summary>The value of a threshold for a rule.</summary>
    public double ValueOf(string id, Limit limit) => _options.Thresholds.TryGetValue((id, limit.Name), out var value) ? value : limit.Default;

    /// <summary>
    /// The value of a threshold that is a least time, in ms; in an application shorter than <see cref="FullLengthMs"/> as much less as it is shorter, down to half: 2 s are much of 8 s.
    /// The price decides what is worth a word.
    /// </summary>
    public double LeastTimeOf(string id, Limit limit) => ValueOf(id, limit) * Math.Clamp(WallMs / FullLengthMs, 0.5, 1);

    /// <summary>Plans that a stage ran for.</summary>
    public IReadOnlyList<QueryPlan> PlansOf(StageWork stage) => _plansByStage.Value.GetValueOrDefault(stage.Stage.Id.Stage) ?? [];

    /// <summary>Attempts of a stage that ran tasks.</summary>
    public IReadOnlyList<StageWork> AttemptsOf(StageId stage) => _byStage.GetValueOrDefault(stage) ?? [];

    /// <summary>Whether an attempt ran only what another attempt of its stage had lost: its tasks are no sample of the stage's (trap T13).</summary>
    public bool IsPartialRetry(StageWork stage) => AttemptsOf(stage.Stage.Id.Stage).Any(other => other.Stage.TaskCount > stage.Stage.TaskCount);

    /// <summary>A job by its id.</summary>
    public Job? JobOf(JobId id) => _jobs.GetValueOrDefault(id);

    /// <summary>The first job that a stage was run for.</summary>
    public Job? JobOf(StageWork stage) => stage.Stage.Jobs.Count > 0 ? JobOf(stage.Stage.Jobs[0]) : null;

    /// <summary>Slots that lived while a stage ran, on average (trap T39).</summary>
    public double SlotsOf(StageWork stage) => _slots[stage.Index];

    /// <summary>How time and data spread over the comparable tasks of a stage; null when there are none.</summary>
    public TaskSpread? SpreadOf(StageWork stage) => _spreads[stage.Index].Value;

    /// <summary>The same over the tasks that read anything.</summary>
    public TaskSpread? SpreadOfData(StageWork stage) => _spreadsOfData[stage.Index].Value;

    private Dictionary<StageId, List<QueryPlan>> PlansByStage()
    {
        var plans = new Dictionary<StageId, List<QueryPlan>>();
        foreach (var plan in Plans)
        {
            foreach (var stage in plan.Execution.Stages)
            {
                (System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(plans, stage, out _) ??= []).Add(plan);
            }
        }

        return plans;
    }
}
