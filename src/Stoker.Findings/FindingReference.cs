using Stoker.Findings.Places;

namespace Stoker.Findings;

/// <summary>Names another finding of the same result.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Its place.</param>
public sealed record FindingReference(string Id, Place Place);
