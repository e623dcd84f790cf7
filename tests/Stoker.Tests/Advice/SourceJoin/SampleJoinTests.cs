using Stoker.Advice.SourceJoin;
using Stoker.Analyses;
using Stoker.Linting;
using Stoker.PySpark.Linting;
using Stoker.Tests.PySpark;

namespace Stoker.Tests.Advice.SourceJoin;

/// <summary>The samples are real logs with the programs that wrote them.</summary>
public sealed class SampleJoinTests
{
    [PythonFact]
    public void AUdf_IsPricedByTheStagesInWhichItRan()
    {
        var lint = Join("python-udf");
        var (finding, priced) = Find(lint, "PY020");

        // clean() runs in the first stage only; the job has two more, of 158 ms together.
        Assert.Equal(27, ((Stoker.Findings.Places.SourcePlace)finding.Finding.Place).Line);
        Assert.Equal(JoinStatus.Priced, priced.Status);
        Assert.Equal(["0.0"], priced.Stages.Select(stage => stage.ToString()));
        Assert.Equal(13_097, priced.CoreTime?.Value);
        Assert.Equal(13_255, lint.Run.CoreTime.Value);

        // show() has no line in the log, and is the only show of the program.
        Assert.Equal(JoinBasis.OnlyCall, Assert.Single(lint.Run.Joined).Basis);
        Assert.Equal(41, lint.Run.Actions[lint.Run.Joined[0].Actions[0]].Line);
    }

    [PythonFact]
    public void FindingsOnOneJob_AreOneGroup_WithTheTimeOfTheirStages()
    {
        var lint = Join("python-udf");

        var group = Assert.Single(lint.Run.Groups);
        Assert.Equal(["PY020"], group.Findings.Select(index => lint.Result.Findings[index].Rule.Id));
        Assert.Equal(13_097, group.CoreTime.Value);
        Assert.True(group.CriticalTime <= lint.Run.WallTime);
    }

    [PythonFact]
    public void ActionsOfRdds_AreJoinedByFileAndLine_WhateverTheFolder()
    {
        var lint = Join("failing-tasks");

        // The job ran as /…/job.py; count, takeOrdered and two more counts.
        Assert.Equal(4, lint.Run.Joined.Count);
        Assert.All(lint.Run.Joined, joined => Assert.Equal(JoinBasis.CallSite, joined.Basis));
        Assert.Equal([42, 43, 47, 52], lint.Run.Joined.Select(joined => lint.Run.Actions[Assert.Single(joined.Actions)].Line));
    }

    [PythonFact]
    public void ASourceThatDidNotRun_IsSaidNotToHaveRun()
    {
        var file = Path.Combine(Path.GetTempPath(), $"stoker-{Guid.NewGuid():N}.py");
        File.WriteAllText(file, "from pyspark.sql import SparkSession\nspark = SparkSession.builder.getOrCreate()\nrows = spark.read.parquet('big').collect()\n");
        var lint = Join("failing-tasks", file);
        var (_, priced) = Find(lint, "PY001");

        Assert.Equal(JoinStatus.DidNotRun, priced.Status);
        Assert.Null(priced.CoreTime);
        Assert.Empty(lint.Run.Groups);
        File.Delete(file);
    }

    [PythonFact]
    public void Groups_OfAllSamples_AreAtMostTheRun()
    {
        foreach (var sample in (string[])["python-udf", "skewed-join", "failing-tasks"])
        {
            var run = Join(sample).Run;
            Assert.True(run.Groups.Sum(group => group.CoreTime.Value) <= run.CoreTime.Value);
            Assert.True(run.Groups.Sum(group => group.CriticalTime.Value) <= run.WallTime.Value);
        }
    }

    private static PricedLint Join(string sample, string? file = null)
    {
        var folder = Repository.Path("samples", sample);
        var lint = LintPaths.Run(new LintRequest { Paths = [file ?? Path.Combine(folder, "job.py")], Root = Repository.Path(), Settings = new LintSettings { Traces = true } }, TestContext.Current.CancellationToken);
        var analysis = Assert.Single(AnalyzeApplication.Run(new AnalysisRequest(folder), cancellationToken: TestContext.Current.CancellationToken));
        return PriceLint.Run(lint, analysis.Application, analysis.Time);
    }

    private static (LintFinding Finding, PricedFinding Priced) Find(PricedLint lint, string rule)
    {
        var index = lint.Result.Findings.Select(finding => finding.Rule.Id).ToList().IndexOf(rule);
        Assert.True(index >= 0, rule);
        return (lint.Result.Findings[index], lint.Run.Findings[index]);
    }
}
