using Stoker.Diagnoses;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Diagnosing;

/// <summary>Use case: say what costs an application its time. Thread safe.</summary>
public static class DiagnoseApplication
{
    /// <summary>Findings and what could not be checked.</summary>
    /// <param name="application">The application.</param>
    /// <param name="options">Rules that are off and thresholds that differ; absent for the defaults.</param>
    /// <param name="time">Where the application's time went, if that is known already; worked out otherwise.</param>
    public static DiagnosisResult Run(Application application, DiagnosisOptions? options = null, TimeBreakdown? time = null) =>
        Diagnoser.Diagnose(application, options, time);

    /// <summary>Ids with titles, for <c>stoker explain</c>.</summary>
    public static IReadOnlyList<DiagnosisTitle> Titles => DiagnosisCatalogue.Titles;

    /// <summary>The page of an id as Markdown; null when there is no such diagnosis.</summary>
    public static string? PageOf(string id) => DiagnosisCatalogue.PageOf(id);
}
