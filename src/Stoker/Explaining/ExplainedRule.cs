namespace Stoker.Explaining;

/// <summary>A diagnosis or lint rule as a list shows it.</summary>
/// <param name="Id">Permanent id.</param>
/// <param name="Name">A second name that finds it, such as <c>collect-unbounded</c>; absent for diagnoses.</param>
/// <param name="Title">What it says, in a few words.</param>
/// <param name="Family">What it is listed under, such as <c>Skew</c>.</param>
/// <param name="IsDiagnosis">Whether a log shows it; otherwise Python source does.</param>
public sealed record ExplainedRule(string Id, string? Name, string Title, string Family, bool IsDiagnosis);
