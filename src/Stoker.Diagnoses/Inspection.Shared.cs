using Stoker.Diagnoses.Driver;
using Stoker.Diagnoses.InputOutput;
using Stoker.Diagnoses.Plans;
using Stoker.Diagnoses.Streaming;
using Stoker.Diagnoses.Work;
using Stoker.Model.Sql;
using Stoker.Model.Streaming;

namespace Stoker.Diagnoses;

/// <content>What several rules ask for: each is found when it is first asked for, and once.</content>
internal sealed partial class Inspection
{
    private readonly Lazy<Dictionary<ExecutionId, QueryPlan>> _plansById;
    private readonly Lazy<IReadOnlyList<PlanOperator>> _operators;
    private readonly Lazy<IReadOnlyList<PlanOperator>> _fileWrites;
    private readonly Lazy<IReadOnlyList<PlanOperator>> _scans;
    private readonly Lazy<UnreadPlans> _unreadPlans;
    private readonly Lazy<IReadOnlySet<int>> _boundReads;
    private readonly Lazy<IReadOnlyList<LargeResult.Collect>> _collects;
    private readonly Lazy<IReadOnlyDictionary<List<PlanOperator>, IReadOnlyList<PlanOperator>>> _workBehindShuffles;
    private readonly Lazy<IReadOnlyList<SlowPlanning.Planned>> _slowlyPlanned;
    private readonly Lazy<IReadOnlyDictionary<int, TaskSpread>> _stragglers;
    private readonly Dictionary<StreamingQuery, IReadOnlyList<QueryBatch>> _batches = new(ReferenceEqualityComparer.Instance);

    /// <summary>Operators of all plans, plan by plan.</summary>
    public IReadOnlyList<PlanOperator> Operators => _operators.Value;

    /// <summary>Operators that count the files that they write.</summary>
    public IReadOnlyList<PlanOperator> FileWrites => _fileWrites.Value;

    /// <summary>What of the plans cannot be looked at.</summary>
    public UnreadPlans UnreadPlans => _unreadPlans.Value;

    /// <summary>Scans of files in all plans that ran tasks, as <see cref="InputOutput.Scans"/> tells them.</summary>
    public IReadOnlyList<PlanOperator> Scans => _scans.Value;

    /// <summary>Positions of stages whose few tasks have a reason that a rule on input and output names.</summary>
    public IReadOnlySet<int> BoundReads => _boundReads.Value;

    /// <summary>Of <see cref="ShuffleGroups"/> those behind which all executions do the same: the nodes that do it.</summary>
    public IReadOnlyDictionary<List<PlanOperator>, IReadOnlyList<PlanOperator>> WorkBehindShuffles => _workBehindShuffles.Value;

    /// <summary>Jobs that brought many rows to the driver.</summary>
    public IReadOnlyList<LargeResult.Collect> Collects => _collects.Value;

    /// <summary>Executions that plan long.</summary>
    public IReadOnlyList<SlowPlanning.Planned> SlowlyPlanned => _slowlyPlanned.Value;

    /// <summary>By position of a stage that one task holds up without more data than its peers: how its tasks spread.</summary>
    public IReadOnlyDictionary<int, TaskSpread> Stragglers => _stragglers.Value;

    /// <summary>The plan of an execution; null when there is no such execution.</summary>
    public QueryPlan? PlanOf(ExecutionId id) => _plansById.Value.GetValueOrDefault(id);

    /// <summary>The batches of a streaming query with rows, in their order.</summary>
    public IReadOnlyList<QueryBatch> BatchesOf(StreamingQuery query)
    {
        if (!_batches.TryGetValue(query, out var batches))
        {
            _batches[query] = batches = QueryBatch.Of(this, query);
        }

        return batches;
    }
}
