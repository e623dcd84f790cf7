using Stoker.Diagnoses.Places;
using Stoker.Diagnoses.Pricing;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Model.Stages;

namespace Stoker.Diagnoses.Failures;

/// <summary>Attempts that failed with one error, in whichever stages: one cause.</summary>
internal sealed class FailureGroup
{
    /// <summary>Most stages that a finding names.</summary>
    private const int NamedStages = 5;

    /// <summary>What decides whether failures are more than bad luck.</summary>
    public static IReadOnlyList<Limit> Limits { get; } = [FailureThresholds.MinFailures, FailureThresholds.MinShare, FailureThresholds.HighShare];

    private readonly List<(StageWork Stage, long LostMs, int[] Rows)> _stages;

    private FailureGroup(List<AttemptFailure> attempts)
    {
        Attempts = attempts;
        _stages =
        [
            .. attempts.GroupBy(attempt => attempt.Stage).Select(group => (Stage: group.Key, LostMs: group.Sum(attempt => attempt.DurationMs), Rows: group.Select(attempt => attempt.Failure.Row).ToArray()))
                .OrderByDescending(stage => stage.LostMs).ThenBy(stage => stage.Stage.Index),
        ];
    }

    /// <summary>What its first attempt tells.</summary>
    public FailureText Text => Attempts[0].Text;

    /// <summary>The attempts.</summary>
    public IReadOnlyList<AttemptFailure> Attempts { get; }

    /// <summary>The stage that lost most.</summary>
    public Place Place => new StagePlace(_stages[0].Stage.Stage.Id);

    /// <summary>Whether a stage failed in which it occurred.</summary>
    public bool IsFatal => _stages.Exists(stage => stage.Stage.Stage.Status == StageStatus.Failed);

    /// <summary>Attempts by their error, in the order of the stages.</summary>
    public static IReadOnlyList<FailureGroup> Of(IEnumerable<AttemptFailure> attempts) =>
    [
        .. attempts.GroupBy(attempt => attempt.Text.Key, StringComparer.Ordinal).Select(group => new FailureGroup([.. group])),
    ];

    /// <summary>Attempts that have their end in common, whatever each says.</summary>
    public static FailureGroup Whole(List<AttemptFailure> attempts) => new(attempts);

    /// <summary>Whether it is more than bad luck: a stage failed, or many attempts of a stage did.</summary>
    public bool Matters(Inspection inspection, string id) => IsFatal || _stages.Exists(stage =>
    {
        var share = stage.Rows.Length / (double)Math.Max(1, stage.Stage.Stage.TaskCount);
        return share >= inspection.ValueOf(id, FailureThresholds.HighShare)
            || (stage.Rows.Length >= inspection.ValueOf(id, FailureThresholds.MinFailures) && share >= inspection.ValueOf(id, FailureThresholds.MinShare));
    });

    /// <summary>A suspicion of them. It asks for their time at a stage; at another place FAIL001 does, which becomes its consequence, so that the time is asked for once.</summary>
    /// <param name="inspection">The application.</param>
    /// <param name="id">The rule.</param>
    /// <param name="place">Where, when something more exact is known than the stage that lost most.</param>
    public Suspicion Suspect(Inspection inspection, string id, Place? place = null)
    {
        var suspicion = place is null ? inspection.Suspect(_stages[0].Stage, Confidence.High) : new Suspicion(place, Confidence.High);
        suspicion.SameAs = Text.Key;
        suspicion.Basis = Basis.Measured;
        foreach (var (stage, _, rows) in _stages)
        {
            inspection.Relate(suspicion, stage);
            if (place is null)
            {
                suspicion.ClaimLost(stage, VainWork.Of(inspection, stage.Stage.Tasks, rows));
            }
        }

        suspicion.FailedJobs.UnionWith(FailedJob.Of(inspection, Attempts, message => message.Contains(Text.Error, StringComparison.Ordinal)));
        suspicion.RelatedPlaces.AddRange(_stages.Take(NamedStages).Select(stage => new StagePlace(stage.Stage.Stage.Id)).Where(stage => !stage.Equals(suspicion.Place)));
        var least = inspection.ValueOf(id, FailureThresholds.MinShare);

        // A task that failed four times is one task.
        var failedTasks = _stages.Sum(stage => stage.Rows.Select(stage.Stage.Stage.Tasks.Index).Distinct().Count());
        var share = failedTasks / (double)Math.Max(failedTasks, _stages.Sum(stage => stage.Stage.Stage.TaskCount));
        return suspicion.Prove("failedAttempts", Attempts.Count, EvidenceUnit.Count)
            .Prove("failedTasks", failedTasks, EvidenceUnit.Count)
            .Prove("failedShare", share, EvidenceUnit.Ratio, null, share >= least ? new Threshold(FailureThresholds.MinShare.Name, Comparison.AtLeast, least) : null)
            .Prove("lostTime", _stages.Sum(stage => stage.LostMs), EvidenceUnit.CoreMilliseconds)
            .Prove("error", Text.Error);
    }
}
