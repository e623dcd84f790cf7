using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Linting;
using Stoker.Model.Reading;
using Stoker.Model.TimeSplit;
using Stoker.Model;

namespace Stoker.Analyses;

/// <summary>What <see cref="AnalyzeApplication"/> found out about one application.</summary>
public sealed record Analysis
{
    /// <summary>The source as the caller named it.</summary>
    public required string Source { get; init; }

    /// <summary>The log in it: a path, a path inside an archive, an address.</summary>
    public required string Location { get; init; }

    /// <summary>The application.</summary>
    public required Application Application { get; init; }

    /// <summary>Where its time went.</summary>
    public required TimeBreakdown Time { get; init; }

    /// <summary>What costs it its time, without what is accepted or known; absent when it was not diagnosed.</summary>
    public DiagnosisResult? Diagnosis => Review?.Result;

    /// <summary>The diagnosis with what was left out of it; absent when it was not diagnosed.</summary>
    public ReviewedDiagnosis? Review { get; init; }

    /// <summary>The program's source joined with the run; absent when no source was given.</summary>
    public PricedLint? Code { get; init; }

    /// <summary>Other applications in the source that were not chosen.</summary>
    public required int OtherApplications { get; init; }

    /// <summary>What was wrong with the source as a whole; trouble inside the log is in the application's reading report.</summary>
    public IReadOnlyList<ParseIssue> SourceIssues { get; init; } = [];

    /// <summary>What is to be said of the program's source where it could not be read or is not at hand: a sentence each, without a full stop.</summary>
    public IReadOnlyList<string> CodeWarnings { get; init; } = [];

    /// <summary>Whether the log holds something to analyze: an application, a job, a task or an executor.</summary>
    public bool HasContent => HoldsContent(Application);

    /// <summary>Whether what was read of a log holds something: an application, a job, a task or an executor.</summary>
    public static bool HoldsContent(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return application.Id.Length > 0 || application.Name.Length > 0 || application.Jobs.Count > 0
            || application.Stages.Count > 0 || application.Executors.Count > 0 || application.SqlExecutions.Count > 0;
    }
}
