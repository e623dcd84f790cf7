namespace Stoker.Reports.Executors;

/// <summary>Something about executors that stands out.</summary>
/// <param name="Executors">Their ids, in the order of their registration.</param>
/// <param name="Text">What stands out, without the ids.</param>
/// <param name="IsLoss">Whether executors were lost.</param>
public sealed record ExecutorRemark(IReadOnlyList<string> Executors, string Text, bool IsLoss);
