namespace Stoker.Diagnoses;

/// <summary>A diagnosis as a list shows it.</summary>
/// <param name="Id">Permanent id.</param>
/// <param name="Title">What it says, in a few words.</param>
public sealed record DiagnosisTitle(string Id, string Title);
