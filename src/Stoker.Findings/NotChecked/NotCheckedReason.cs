namespace Stoker.Findings.NotChecked;

/// <summary>Why something could not be checked. The numbers are permanent.</summary>
public enum NotCheckedReason
{
    /// <summary>The log lacks a metric.</summary>
    MetricAbsent = 1,

    /// <summary>The Spark version does not log what is needed.</summary>
    VersionTooOld = 2,

    /// <summary>Too few tasks to say anything.</summary>
    TooFewTasks = 3,

    /// <summary>The plan's text was cut.</summary>
    PlanTruncated = 4,

    /// <summary>The log is cut short or parts are missing.</summary>
    LogIncomplete = 5,

    /// <summary>The plan has operators of a vendor.</summary>
    VendorPlan = 6,

    /// <summary>The kind of cluster is not known.</summary>
    UnknownCluster = 7,

    /// <summary>The program's source was asked and could not be read, or is not what ran.</summary>
    SourceUnread = 8,

    /// <summary>The program's source was read and leaves it open: its ways differ.</summary>
    SourceOpen = 9,
}
