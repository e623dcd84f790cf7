using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Comparison;

/// <summary>One of the two runs of a comparison.</summary>
/// <param name="Application">The application.</param>
/// <param name="Time">Where its time went.</param>
public sealed record ComparedRun(Application Application, TimeBreakdown Time);
