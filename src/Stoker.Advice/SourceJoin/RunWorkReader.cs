using Stoker.Model;
using Stoker.Model.Jobs;
using Stoker.Model.Sql;
using Stoker.Model.Stages;

namespace Stoker.Advice.SourceJoin;

/// <summary>Takes an application apart into what the calls of its program started.</summary>
internal sealed class RunWorkReader
{
    /// <summary>Names of the JVM's side for what Python calls otherwise.</summary>
    private static readonly Dictionary<string, string> PythonNames = new(StringComparer.Ordinal)
    {
        ["showString"] = "show",
        ["collectToPython"] = "collect",
        ["collectAsArrowToPython"] = "toPandas",
        ["toPythonIterator"] = "toLocalIterator",
        ["tailToPython"] = "tail",
    };

    private readonly Application _application;
    private readonly ILookup<JobId, StageAttempt> _stagesOfJobs;

    private RunWorkReader(Application application)
    {
        _application = application;
        _stagesOfJobs = application.Stages.Where(stage => stage.Jobs.Count > 0).ToLookup(stage => stage.Jobs[0]);
    }

    /// <summary>All work in the order of the first job, work without jobs left out.</summary>
    public static List<RunWork> Read(Application application)
    {
        var reader = new RunWorkReader(application);
        var byRoot = application.Jobs.Where(job => job.Execution is not null).GroupBy(job => reader.RootOf(job.Execution!.Value)).Select(group => reader.OfExecution(group.Key, [.. group]));
        var rdd = application.Jobs.Where(job => job.Execution is null).Select(job => reader.Make([], [job]));
        return [.. byRoot.Concat(rdd).OrderBy(work => work.Jobs[0])];
    }

    private ExecutionId RootOf(ExecutionId id) => _application.FindSqlExecution(id)?.RootId ?? id;

    private RunWork OfExecution(ExecutionId root, IReadOnlyList<Job> jobs)
    {
        var ids = jobs.Select(job => job.Execution!.Value).Append(root).Distinct().Order();
        return Make([.. ids.Select(_application.FindSqlExecution).OfType<SqlExecution>()], jobs);
    }

    private RunWork Make(IReadOnlyList<SqlExecution> executions, IReadOnlyList<Job> jobs)
    {
        var stages = jobs.SelectMany(job => _stagesOfJobs[job.Id]).ToList();
        var texts = executions.Select(execution => execution.Description)
            .Concat(jobs.SelectMany(job => (string?[])[job.CallSite, job.Name]))
            .Concat(stages.Select(stage => stage.Name))
            .Concat(stages.SelectMany(stage => stage.Rdds.Select(rdd => rdd.CallSite)));
        var sites = texts.Select(LoggedCallSite.Read).OfType<LoggedCallSite>().Where(site => site.IsPython).Distinct().ToList();
        var plan = new PlanWords(executions);
        return new RunWork
        {
            Executions = [.. executions.Select(execution => execution.Id)],
            Jobs = [.. jobs.Select(job => job.Id).Order()],
            Stages = [.. stages.Select(stage => stage.Id).Order()],
            Method = MethodOf(executions.Count > 0 ? executions[0] : null, jobs[0], stages, sites),
            CallSites = sites,
            Labels = LabelsOf(executions, jobs),
            Words = plan.Words,
            Functions = plan.Functions,
        };
    }

    private static string? MethodOf(SqlExecution? execution, Job job, List<StageAttempt> stages, List<LoggedCallSite> sites)
    {
        if (execution is null)
        {
            // The second pass of schema inference is an RDD job without an execution, with the reader's name.
            return stages.Select(stage => MethodOf(stage.Details)).FirstOrDefault(method => method?.StartsWith("read.", StringComparison.Ordinal) == true)
                ?? LoggedCallSite.Read(job.Name)?.Method ?? (sites.Count > 0 ? sites[0].Method : null);
        }

        return MethodOf(execution.Details) ?? (LoggedCallSite.Read(execution.Description) is { } site ? PythonNames.GetValueOrDefault(site.Method, site.Method) : null);
    }

    /// <summary>The method of a JVM stack, <c>org.apache.spark.sql.classic.DataFrameWriter.save(DataFrameWriter.scala:127)</c>: it is before the first parenthesis.</summary>
    private static string? MethodOf(string stack)
    {
        var parenthesis = stack.IndexOf('(', StringComparison.Ordinal);
        var parts = parenthesis > 0 ? stack[..parenthesis].Split('.') : [];
        return parts.Length < 2 ? null
            : parts[^2].StartsWith("DataFrameReader", StringComparison.Ordinal) ? "read." + parts[^1]
            : PythonNames.GetValueOrDefault(parts[^1], parts[^1]);
    }

    private static List<string> LabelsOf(IReadOnlyList<SqlExecution> executions, IReadOnlyList<Job> jobs)
    {
        var texts = jobs.SelectMany(job => job.Tags.Append(job.Description).Append(job.Group))
            .Concat(executions.SelectMany(execution => execution.JobTags.Append(execution.Description).Append(execution.JobGroup)));
        return [.. texts.OfType<string>().Where(text => text.Length > 0 && LoggedCallSite.Read(text) is null).Distinct(StringComparer.Ordinal)];
    }
}
