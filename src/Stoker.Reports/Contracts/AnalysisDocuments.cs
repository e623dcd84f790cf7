using Stoker.Analyses;
using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Units;
using Stoker.Reports.Analyses;
using Stoker.Reports.Headers;
using Stoker.Reports.Timelines;

namespace Stoker.Reports.Contracts;

/// <summary>Makes documents of <c>stoker/analysis/1</c>.</summary>
internal static class AnalysisDocuments
{
    /// <summary>Steps of the timeline: enough for a drawing, few enough to read.</summary>
    private const int TimelineSteps = 100;

    public static AnalysisDocument Of(Analysis analysis, AnalysisFacts facts, string stokerVersion)
    {
        var application = analysis.Application;
        return new AnalysisDocument
        {
            StokerVersion = stokerVersion,
            Source = SourceOf(analysis),
            Application = ApplicationOf(application),
            Summary = facts.Sentence,
            Time = TimeDocuments.Of(analysis.Time.ApplicationTime),
            SlotsAreInferred = analysis.Time.AreSlotsInferred,
            CriticalPath = TimeDocuments.Of(analysis.Time.CriticalPath),
            Timeline = TimelineOf(analysis),
            Findings = FindingDocuments.Of(analysis.Review, analysis.Code),
            AcceptedFindings = FindingDocuments.AcceptedOf(analysis.Review),
            BaselineFindingCount = analysis.Review?.KnownCount is > 0 and var known ? known : null,
            NotChecked = FindingDocuments.NotCheckedOf(analysis.Review?.Result),
            SqlExecutions = [.. application.SqlExecutions.Select(execution => WorkDocuments.Of(execution, analysis))],
            StreamingQueries = StreamingDocuments.Of(application),
            Jobs = [.. application.Jobs.Select(job => WorkDocuments.Of(job, analysis))],
            Stages = [.. application.Stages.Select(stage => WorkDocuments.Of(stage, analysis))],
            Failures = [.. facts.Failures.Groups.Select(group => new FailureDocument
            {
                Reason = Camel(group.Reason.ToString()),
                Cause = group.Cause,
                TaskAttempts = group.Attempts,
                LostMs = group.LostTime.Value,
                Stages = [.. group.Stages.Select(stage => stage.ToString())],
                Executors = group.Executors,
            })],
            Executors = [.. application.Executors.Select(WorkDocuments.Of)],
            ExecutorRemarks = [.. facts.ExecutorRemarks.Select(remark => new ExecutorRemarkDocument { Executors = remark.Executors, Text = remark.Text })],
            DataQuality = QualityOf(application, facts),
        };
    }

    /// <summary>ISO 8601 in UTC with milliseconds.</summary>
    public static string? Iso(Timestamp? time) => time?.ToString();

    /// <summary>The value, or absent where it is empty: Spark did not say.</summary>
    public static string? Known(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static SourceDocument SourceOf(Analysis analysis) => new()
    {
        Name = analysis.Source,
        Files = analysis.Application.Reading.Files,
        StoredBytes = analysis.Application.Reading.InputBytes,
        PlainBytes = analysis.Application.Reading.PlainBytes,
        Lines = analysis.Application.Reading.Lines,
        OtherApplications = analysis.OtherApplications,
    };

    private static ApplicationDocument ApplicationOf(Application application)
    {
        var deployment = Deployment.Of(application.Settings);
        return new ApplicationDocument
        {
            Id = Known(application.Id),
            AttemptId = application.AttemptId,
            Name = application.Name,
            User = Known(application.User),
            SparkVersion = Known(application.SparkVersion),
            ClusterManager = deployment?.ClusterManager,
            DeployMode = deployment?.DeployMode,
            StartTime = application.StartTime.ToString(),
            EndTime = Iso(application.EndTime),
            LastEventTime = application.LastEventTime.ToString(),
            IsComplete = application.IsComplete,
            ExitCode = application.ExitCode,
            WallMs = application.WallTime?.Value,
            JobCount = application.Jobs.Count,
            FailedJobCount = application.Jobs.Count(job => job.Status == JobStatus.Failed),
            StageAttemptCount = application.Stages.Count,
            TaskAttemptCount = application.TaskAttemptCount,
            SqlExecutionCount = application.SqlExecutions.Count,
        };
    }

    private static TimelineDocument TimelineOf(Analysis analysis)
    {
        var timeline = Timeline.Of(analysis.Application, analysis.Time, TimelineSteps);
        return new TimelineDocument
        {
            StepMs = (double)timeline.Length.Value / TimelineSteps,
            BusySlots = Rounded(timeline.Busy),
            Slots = timeline.Slots.Count > 0 ? Rounded(timeline.Slots) : null,
        };
    }

    private static double[] Rounded(IReadOnlyList<double> values) => [.. values.Select(value => Math.Round(value, 3))];

    private static DataQualityDocument QualityOf(Application application, AnalysisFacts facts) => new()
    {
        IsTruncated = application.Reading.IsTruncated,
        IsCompacted = application.Reading.IsCompacted,
        IssueCount = application.Reading.IssueCount,
        Issues = [.. application.Reading.Issues.Select(issue => new IssueDocument
        {
            Kind = Camel(issue.Kind.ToString()),
            File = issue.File,
            Line = issue.Line,
            OffsetBytes = issue.Offset,
            Message = issue.Message,
        })],
        UnknownEvents = [.. application.Reading.Events.Where(count => !count.IsKnown).Select(count => new UnknownEventDocument { Name = count.Name, Count = count.Count })],
        Notes = facts.QualityNotes,
    };
}
