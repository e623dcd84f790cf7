using CsCheck;
using Stoker.Diagnoses.Ledger;

namespace Stoker.Tests.Diagnoses;

/// <summary>Slot time between two times is what adding up each span gives.</summary>
public sealed class SlotSupplyTests
{
    [Fact]
    public void Between_IsTheSumOverSpans() =>
        Gen.Select(Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[0, 9]).List[0, 12], Gen.Int[-5, 60], Gen.Int[-5, 60]).Sample((spans, from, to) =>
        {
            var ordered = spans.ConvertAll(span => (StartMs: (long)Math.Min(span.Item1, span.Item2), EndMs: (long)Math.Max(span.Item1, span.Item2), Slots: span.Item3));
            var supply = new SlotSupply(ordered);

            Assert.Equal(ordered.Sum(span => (double)span.Slots * Math.Max(0, Math.Min(to, span.EndMs) - Math.Max(from, span.StartMs))), supply.Between(from, to));
            Assert.Equal(ordered.Where(span => span.StartMs <= from && from < span.EndMs).Sum(span => span.Slots), supply.At(from));
        });

    [Fact]
    public void Between_DoesNotOverflow_when_a_damaged_log_has_absurd_spans()
    {
        var supply = new SlotSupply([(0, 1L << 42, int.MaxValue), (0, 1L << 42, int.MaxValue)]);

        Assert.Equal(2.0 * int.MaxValue * (1L << 42), supply.Between(0, 1L << 42));
        Assert.Equal(int.MaxValue, supply.At(5));
    }
}
