using Stoker.Findings;
using Stoker.Findings.Pricing;

namespace Stoker.Diagnoses.Pricing;

/// <summary>
/// Severity from price (diagnoses.md 3.5): a share and, from major on, an absolute amount by what is expected, when the low end alone is minor at least; else the
/// absolute amount by the low end. All limits [derived].
/// </summary>
internal sealed class SeverityScale
{
    /// <summary>Shares and absolute amounts, the worst first.</summary>
    private static readonly (Severity Severity, double Share, double WallMs, double CoreMs)[] Steps =
    [
        (Severity.Critical, 0.30, 60_000, 600_000),
        (Severity.Major, 0.15, 2_000, 30_000),
        (Severity.Minor, 0.05, 500, 1_000),
        (Severity.Info, 0.01, 200, 500),
    ];

    /// <summary>Fleet money: an hour of a core is never nothing, twenty are a lot; below 1 % of the run they are to know, since no change of it shows.</summary>
    private const double MinorCoreMs = 3_600_000;
    private const double MajorCoreMs = 20 * 3_600_000.0;

    /// <summary>The share of <see cref="Severity.Info"/>.</summary>
    private static readonly double MaterialShare = Steps[^1].Share;

    /// <summary>
    /// Below these an application is tiny. The design's 5 s and 2 core-s hid on a quiet machine what a busy one showed: a <c>toPandas()</c> that takes 2.9 of 9 s has 1.2 core-s of
    /// tasks (decision 0100). The steps ask for half a second anyway.
    /// </summary>
    private const double TinyWallMs = 2_000;
    private const double TinyBusyMs = 300;

    private readonly double _coreMs;
    private readonly double _supplyMs;
    private readonly double _wallMs;

    public SeverityScale(Inspection inspection)
    {
        _wallMs = inspection.WallMs;
        _supplyMs = inspection.Ledger.SupplyMs;

        // A session that is kept open dilutes every share: what lies before the first and after the last stage does not count (trap T16).
        _coreMs = inspection.Ledger.SupplyMs - inspection.Ledger.Total(Ledger.Bucket.IdleRamp);
        var busyMs = inspection.Stages.Sum(stage => (double)stage.BusyMs);
        IsTiny = _wallMs < TinyWallMs || busyMs < TinyBusyMs;
    }

    /// <summary>Whether the application is too small for performance to matter (trap T01).</summary>
    public bool IsTiny { get; }

    /// <summary>The severity of a price; null below everything.</summary>
    /// <param name="core">Of slot time, ms.</param>
    /// <param name="wall">Of wall time, ms.</param>
    /// <param name="onlyWhenSure">Whether even minor asks for its amount of the low end.</param>
    public Severity? Of(Estimate core, Estimate wall, bool onlyWhenSure = false)
    {
        var share = ShareOf(core, wall);
        Severity? found = null;
        foreach (var step in Steps)
        {
            var isExpected = step.Severity == Severity.Minor ? !onlyWhenSure : step.Severity > Severity.Minor && IsSure(core, wall);
            var (wallMs, coreMs) = isExpected ? (wall.Expected, core.Expected) : (wall.Low, core.Low);
            if (share >= step.Share && (wallMs >= step.WallMs || coreMs >= step.CoreMs))
            {
                found = step.Severity;
                break;
            }
        }

        return core.Low < MinorCoreMs ? found
            : share < MaterialShare ? Max(found, Severity.Info)
            : Max(found, core.Low >= MajorCoreMs ? Severity.Major : Severity.Minor);
    }

    /// <summary>The severity that its share of the run alone would give, up to major; null below everything.</summary>
    public Severity? OfShare(Estimate core, Estimate wall)
    {
        var share = ShareOf(core, wall);
        return share >= Steps[1].Share ? Severity.Major : share >= Steps[2].Share ? Severity.Minor : share >= Steps[3].Share ? Severity.Info : null;
    }

    /// <summary>Whether even the least that it may cost is worth a change (minor): what is expected then counts.</summary>
    public bool IsSure(Estimate core, Estimate wall)
    {
        var least = Steps[2];
        return (wall.Low >= least.WallMs || core.Low >= least.CoreMs) && ShareOf(Estimate.Exactly(core.Low), Estimate.Exactly(wall.Low)) >= least.Share;
    }

    /// <summary>Whether a price is 1 % of the run at least: below, nothing is more than to know unless a job failed of it.</summary>
    public bool IsMaterial(Estimate core, Estimate wall) => ShareOf(core, wall) >= MaterialShare;

    /// <summary>The same of all of the run, as it is shown, the time before the first and behind the last stage with it: two failed tasks in a session of an hour are bad luck.</summary>
    public bool IsMaterialToAll(Estimate core, Estimate wall) =>
        (_supplyMs > 0 && core.Expected >= MaterialShare * _supplyMs) || (_wallMs > 0 && wall.Expected >= MaterialShare * _wallMs);

    /// <summary>The share of the time between the first and the last stage, where it is that by which a severity is reached: of all of the run it is less than the severity asks for.</summary>
    public double? ShareBetweenStages(Severity? severity, Estimate core, Estimate wall)
    {
        var least = Array.Find(Steps, step => step.Severity == severity).Share;
        var shown = Math.Max(_supplyMs > 0 ? core.Expected / _supplyMs : 0, _wallMs > 0 ? wall.Expected / _wallMs : 0);
        return severity > Severity.Info && shown < least && ShareOf(core, wall) is var share && share >= least ? share : null;
    }

    /// <summary>Whether what is expected is less than minor asks for: then it is not the low end that keeps it small.</summary>
    public static bool IsLittle(Estimate core, Estimate wall) => wall.Expected < Steps[2].WallMs && core.Expected < Steps[2].CoreMs;

    private double ShareOf(Estimate core, Estimate wall) => Math.Max(_coreMs > 0 ? core.Expected / _coreMs : 0, _wallMs > 0 ? wall.Expected / _wallMs : 0);

    private static Severity Max(Severity? left, Severity right) => left is { } known && known > right ? known : right;
}
