using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Work;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Model.Jobs;

namespace Stoker.Diagnoses.Pricing;

/// <summary>What a rule found, before costs are shared out and causes joined.</summary>
internal sealed class Suspicion(Place place, Confidence confidence)
{
    /// <summary>The most specific place that the evidence names.</summary>
    public Place Place { get; } = place;

    /// <summary>How sure the rule is.</summary>
    public Confidence Confidence { get; private set; } = confidence;

    /// <summary>Why the confidence is not high.</summary>
    public string? DoubtText { get; private set; }

    /// <summary>Other places.</summary>
    public List<Place> RelatedPlaces { get; } = [];

    /// <summary>What it rests on.</summary>
    public List<EvidenceItem> Evidence { get; } = [];

    /// <summary>What to do.</summary>
    public List<Remedy> Remedies { get; } = [];

    /// <summary>Stages by position; overlapping ones may be joined by cause.</summary>
    public SortedSet<int> Stages { get; } = [];

    /// <summary>Jobs that failed of it.</summary>
    public HashSet<JobId> FailedJobs { get; } = [];

    /// <summary>Executors that were lost, or whose loss it follows from; empty where the log names none.</summary>
    public HashSet<string> LostExecutors { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether only a line of the program changes it: no finding on a setting takes it as a member.</summary>
    public bool IsOfCode { get; set; }

    /// <summary>Slot time asked for.</summary>
    public List<CellClaim> CellClaims { get; } = [];

    /// <summary>Wall time asked for.</summary>
    public List<WallClaim> WallClaims { get; } = [];

    /// <summary>What the price rests on.</summary>
    public Basis Basis { get; set; } = Basis.Estimated;

    /// <summary>
    /// What of the price remains once the remedy has taken its own time, as shares of it, the least below 0 where it may take more than it saves. Severities
    /// rest on the price: what is done in vain is as much. Absent where twins of the family tell it.
    /// </summary>
    public Estimate? Remains { get; set; }

    /// <summary>Severity whatever the price.</summary>
    public Severity? FixedSeverity { get; set; }

    /// <summary>Severity at least, when it is reported at all.</summary>
    public Severity? LeastSeverity { get; set; }

    /// <summary>Why it is at least that, whatever it costs: half a sentence behind "since". Absent where nothing is to be said.</summary>
    public string? LeastReason { get; set; }

    /// <summary>Whether minor asks for its amount of the low end of the price, since the remedy may well spare nothing. Absent: unless the confidence is high.</summary>
    public bool? OnlyWhenSure { get; set; }

    /// <summary>Severity at most.</summary>
    public Severity? MostSeverity { get; set; }

    /// <summary>Why it is no more: half a sentence behind "since". Absent where the confidence says it.</summary>
    public string? MostReason { get; set; }

    /// <summary>Ids of the findings that one change of a setting would remove; their cost is shown, not claimed.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether it says nothing without such findings.</summary>
    public bool IsOnlyGroup { get; init; }

    /// <summary>Whether it is a cause of its own, never a consequence.</summary>
    public bool StandsAlone { get; set; }

    /// <summary>Names the cause where the place does not: suspicions of a rule with the same name are one finding.</summary>
    public string? SameAs { get; set; }

    /// <summary>Whether it has anything to price.</summary>
    public bool IsPriced => CellClaims.Count > 0 || WallClaims.Count > 0;

    /// <summary>Takes over what another suspicion of the same cause asks for, and its places.</summary>
    public void Absorb(Suspicion other)
    {
        RelatedPlaces.Add(other.Place);
        RelatedPlaces.AddRange(other.RelatedPlaces);
        Stages.UnionWith(other.Stages);
        FailedJobs.UnionWith(other.FailedJobs);
        LostExecutors.UnionWith(other.LostExecutors);
        IsOfCode &= other.IsOfCode;
        CellClaims.AddRange(other.CellClaims);
        WallClaims.AddRange(other.WallClaims);
        Remains = Remains is { } mine && other.Remains is { } others ? new Estimate(Math.Min(mine.Low, others.Low), Math.Min(mine.Expected, others.Expected), Math.Max(mine.High, others.High)) : Remains ?? other.Remains;
        OnlyWhenSure = OnlyWhenSure == false || other.OnlyWhenSure == false ? false : OnlyWhenSure ?? other.OnlyWhenSure;
        FixedSeverity = other.FixedSeverity > FixedSeverity || FixedSeverity is null ? other.FixedSeverity : FixedSeverity;
        LeastSeverity = other.LeastSeverity > LeastSeverity || LeastSeverity is null ? other.LeastSeverity : LeastSeverity;
        LeastReason ??= other.LeastReason;
        MostSeverity = other.MostSeverity is null || MostSeverity is null ? null : other.MostSeverity > MostSeverity ? other.MostSeverity : MostSeverity;
    }

    /// <summary>Says why the confidence is not high: half a sentence that begins in lower case and has no full stop.</summary>
    public Suspicion Doubt(string because)
    {
        DoubtText = because;
        return this;
    }

    /// <summary>Makes it no surer than low, for a reason that lies in the log.</summary>
    public void Weaken(string because) => (Confidence, DoubtText) = (Confidence.Low, because);

    /// <summary>Adds a number as evidence.</summary>
    public Suspicion Prove(string name, double number, EvidenceUnit unit, Place? row = null, Threshold? threshold = null)
    {
        Evidence.Add(EvidenceItem.Of(name, number, unit, row ?? Place, threshold));
        return this;
    }

    /// <summary>Adds a text as evidence.</summary>
    public Suspicion Prove(string name, string text, Place? row = null)
    {
        Evidence.Add(EvidenceItem.Of(name, text, row ?? Place));
        return this;
    }

    /// <summary>Adds a change of the program as remedy.</summary>
    public Suspicion Advise(string change, string? precondition = null, string? risk = null) => Advise(new Remedy(RemedyKind.Code, change, precondition, risk));

    /// <summary>Adds a change of the program that leaves its results as they are only if its author answers a question with yes.</summary>
    public Suspicion AdviseIf(string question, string change) => Advise(new Remedy(RemedyKind.Code, change) { Question = question });

    /// <summary>Adds a remedy; nothing when there is none, since its setting does not apply.</summary>
    public Suspicion Advise(Remedy? remedy)
    {
        if (remedy is not null)
        {
            Remedies.Add(remedy);
        }

        return this;
    }

    /// <summary>Asks for slot time of a stage.</summary>
    public Suspicion Claim(StageWork stage, Bucket bucket, double lowMs, double expectedMs, double highMs)
    {
        Stages.Add(stage.Index);
        if (highMs > 0)
        {
            CellClaims.Add(new CellClaim(Cell.OfStage(stage.Index, bucket), Ordered(lowMs, expectedMs, highMs)));
        }

        return this;
    }

    /// <summary>Asks for attempts whose work was thrown away: their slot time and their part of the time that passed.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="lost">The attempts.</param>
    /// <param name="waitMs">What was waited for on their account while nothing ran.</param>
    public Suspicion ClaimLost(StageWork stage, VainWork lost, double waitMs = 0)
    {
        WallClaims.Add(new WallClaim(WallKind.Attempts, stage.Index, Estimate.Exactly(lost.WallMs + waitMs)));
        return Claim(stage, Bucket.Lost, lost.CoreMs, lost.CoreMs, lost.CoreMs);
    }

    /// <summary>Asks for tasks that did again what had been done: their part of all slot time of the stage that was used, and of the time that passed.</summary>
    public Suspicion ClaimRepeated(CostLedger ledger, StageWork stage, VainWork again)
    {
        var share = Math.Min(1, again.CoreMs / Math.Max(1, stage.DurationMs));
        WallClaims.Add(new WallClaim(WallKind.Attempts, stage.Index, Estimate.Exactly(again.WallMs)));
        return ClaimShare(ledger, stage, Bucket.Overhead, share, share, share);
    }

    /// <summary>Asks for all that a stage did and for all its time: nothing came of it.</summary>
    public Suspicion ClaimAll(Inspection inspection, StageWork stage)
    {
        WallClaims.Add(new WallClaim(WallKind.Attempts, stage.Index, Estimate.Exactly(inspection.Path.MillisecondsIn(stage))));
        return ClaimShare(inspection.Ledger, stage, Bucket.Lost, 1, 1, 1);
    }

    /// <summary>Asks for a share of all run time of a stage, in every bucket of it.</summary>
    public Suspicion ClaimRun(CostLedger ledger, StageWork stage, double low, double expected, double high)
    {
        WallClaims.Add(new WallClaim(WallKind.Area, stage.Index, null));
        return ClaimShare(ledger, stage, Bucket.Overhead, low, expected, high);
    }

    /// <summary>Asks for slot time of what a stage ran, in every bucket of it in proportion, and for no wall time.</summary>
    public Suspicion ClaimWork(CostLedger ledger, StageWork stage, double lowMs, double expectedMs, double highMs)
    {
        var all = Math.Max(1, stage.DurationMs);
        return ClaimShare(ledger, stage, Bucket.Overhead, Math.Min(1, lowMs / all), Math.Min(1, expectedMs / all), Math.Min(1, highMs / all));
    }

    /// <summary>Asks for the wall time of the slot time claimed in a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="busySlots">On how many slots that ran; absent for the mean of the stage.</param>
    public Suspicion ClaimArea(StageWork stage, double? busySlots = null)
    {
        WallClaims.Add(new WallClaim(WallKind.Area, stage.Index, null, busySlots));
        return this;
    }

    /// <summary>Asks for the end of a stage.</summary>
    public Suspicion ClaimTail(StageWork stage, double lowMs, double expectedMs, double highMs)
    {
        WallClaims.Add(new WallClaim(WallKind.Tail, stage.Index, Ordered(lowMs, expectedMs, highMs)));
        return this;
    }

    /// <summary>Asks for a share of a gap, slots and wall.</summary>
    public Suspicion ClaimGap(Gap gap, double low, double expected, double high)
    {
        CellClaims.Add(new CellClaim(Cell.OfGap(gap), Ordered(gap.SlotMs * low, gap.SlotMs * expected, gap.SlotMs * high)));
        WallClaims.Add(new WallClaim(WallKind.Gap, gap.Index, Ordered(gap.Milliseconds * low, gap.Milliseconds * expected, gap.Milliseconds * high)));
        return this;
    }

    private Suspicion ClaimShare(CostLedger ledger, StageWork stage, Bucket last, double low, double expected, double high)
    {
        Stages.Add(stage.Index);
        for (var bucket = Bucket.FetchWait; bucket <= last; bucket++)
        {
            if (ledger.Of(stage, bucket) is > 0 and var amount)
            {
                CellClaims.Add(new CellClaim(Cell.OfStage(stage.Index, bucket), Ordered(amount * low, amount * expected, amount * high)));
            }
        }

        return this;
    }

    private static Estimate Ordered(double low, double expected, double high)
    {
        low = Math.Max(0, low);
        expected = Math.Max(low, expected);
        return new Estimate(low, expected, Math.Max(expected, high));
    }
}
