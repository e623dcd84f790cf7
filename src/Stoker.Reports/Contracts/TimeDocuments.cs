using Stoker.Analyses;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Reports.Contracts;

/// <summary>Makes the parts of <c>stoker/analysis/1</c> that say where time went.</summary>
internal static class TimeDocuments
{
    public static TimeDocument? OfApplication(Analysis analysis) => null;

    public static TimeDocument? Of(SqlExecution execution, Analysis analysis) => null;

    public static TimeDocument? Of(Job job, Analysis analysis) => null;

    public static TimeDocument? Of(StageAttempt stage, Analysis analysis) => null;
}
