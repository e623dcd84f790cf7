using Stoker.Diagnoses.Ledger;
using Stoker.Diagnoses.Pricing;

namespace Stoker.Diagnoses.Work;

/// <summary>
/// The price of a task that holds its stage up (diagnoses.md 3.4): with work A = Σ durations ÷ slots and the longest task L after the remedy, list
/// scheduling ends between max(A, L) and A + (1 − 1/slots)·L.
/// </summary>
internal readonly record struct TailPrice(double LowMs, double ExpectedMs, double HighMs)
{
    /// <summary>Price of a stage.</summary>
    /// <param name="stageMs">Wall time from the first launch to the end.</param>
    /// <param name="workMs">Sum of task durations, failed and killed attempts included: for their time no slot waited.</param>
    /// <param name="slots">Slots.</param>
    /// <param name="longestMs">Longest task after the remedy.</param>
    public static TailPrice Of(double stageMs, double workMs, double slots, double longestMs)
    {
        var area = workMs / slots;
        var best = Math.Max(area, longestMs);
        var worst = Math.Max(best, area + ((1 - (1 / slots)) * longestMs));
        var (low, high) = (Math.Max(0, stageMs - worst), Math.Max(0, stageMs - best));
        return new TailPrice(low, (low + high) / 2, high);
    }

    /// <summary>The same with no part above a limit.</summary>
    public TailPrice AtMost(double limitMs) => new(Math.Min(LowMs, limitMs), Math.Min(ExpectedMs, limitMs), Math.Min(HighMs, limitMs));

    /// <summary>Claims the end of a stage, and the slots that were idle meanwhile.</summary>
    public void Claim(Suspicion suspicion, CostLedger ledger, StageWork stage, double slots)
    {
        suspicion.ClaimTail(stage, LowMs, ExpectedMs, HighMs);
        ClaimIdle(suspicion, ledger, stage, LowMs * slots, ExpectedMs * slots, HighMs * slots);
    }

    /// <summary>Claims idle slot time of a stage: first what its last tasks left, then what was never needed, then what waited.</summary>
    public static void ClaimIdle(Suspicion suspicion, CostLedger ledger, StageWork stage, double lowMs, double expectedMs, double highMs)
    {
        foreach (var bucket in (ReadOnlySpan<Bucket>)[Bucket.IdleTail, Bucket.IdleSurplus, Bucket.IdleWait])
        {
            var there = ledger.Of(stage, bucket);
            suspicion.Claim(stage, bucket, Math.Min(lowMs, there), Math.Min(expectedMs, there), Math.Min(highMs, there));
            (lowMs, expectedMs, highMs) = (Math.Max(0, lowMs - there), Math.Max(0, expectedMs - there), Math.Max(0, highMs - there));
        }
    }
}
