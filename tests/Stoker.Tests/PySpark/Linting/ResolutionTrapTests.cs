using Stoker.PySpark.Linting;
using Stoker.PySpark.Reading;

namespace Stoker.Tests.PySpark.Linting;

/// <summary>Code that looks like Spark and is not, and Spark that is hard to see.</summary>
public sealed class ResolutionTrapTests
{
    [Theory]
    [InlineData("import pandas as pd\nimport pyspark\ndf = pd.read_csv('x')\nif df.count() > 0: pass\nd = df.groupby('k').apply(lambda p: p.sum())\nfor c in cs:\n    df = df.drop(c)\n")]
    [InlineData("from snowflake.snowpark import Session\nimport pyspark\nsession = Session.builder.create()\nrows = session.table('t').collect()\n")]
    [InlineData("from sqlframe.duckdb import DuckDBSession\nimport pyspark\nspark = DuckDBSession()\nrows = spark.table('t').collect()\n")]
    [InlineData("import pyspark\nfrom django.db import models\nif models.Book.objects.filter(a=1).count() > 0: pass\n")]
    [InlineData("import pyspark\nfrom collections import Counter\nif 'abc'.count('a') > 0: pass\nif [1].count(1) == 0: pass\nx = (1, 2).count(1)\nprint(Counter('a').most_common())\n")]
    [InlineData("import pyspark\nimport ibis\nt = ibis.table('x')\nn = t.count()\nr = t.filter(t.a > 1).execute()\n")]
    [InlineData("import pyspark\nimport dask.dataframe as dd\nd = dd.read_csv('x').compute()\nfor c in cs:\n    d = d.drop(c)\n")]
    [InlineData("import pyspark\ndef f(x):\n    return x.collect()\n")]
    [InlineData("import pyspark.pandas as ps\npsdf = ps.read_csv('x')\np = psdf.groupby('a').apply(f)\nq = psdf.to_pandas()\n")]
    public void Lint_OtherEngines_IsSilent(string code)
    {
        Assert.SkipUnless(PythonFactAttribute.IsAvailable, "python3 (3.8 or later) is not on PATH");
        Assert.Empty(Lint(code).Findings.Select(finding => $"{finding.Rule.Id} {finding.Finding.Evidence.Count}"));
    }

    [Theory]
    [InlineData("from pyspark.sql import DataFrame as D\ndef f(x: 'D'):\n    return x.collect()\n")]
    [InlineData("from pyspark.sql import DataFrame\nfrom typing import Optional\ndef f(x: Optional[DataFrame]):\n    return x.collect()\n")]
    [InlineData("import pyspark.sql as ps\nspark = ps.SparkSession.builder.appName('x').getOrCreate()\nt = spark.read.parquet('p')\nu = t\nu.collect()\n")]
    [InlineData("from pyspark.sql import SparkSession\nclass Job:\n    def __init__(self):\n        self.spark = SparkSession.builder.getOrCreate()\n    def load(self):\n        return self.spark.table('t')\n    def run(self):\n        return self.load().collect()\n")]
    [InlineData("import pyspark\ndef load(path):\n    return spark.read.parquet(path)\nrows = load('p').filter('a').collect()\n")]
    [InlineData("import pyspark\nfor t in [spark.table('a'), spark.table('b')]:\n    t.collect()\n")]
    [InlineData("import pyspark\nframes = {n: spark.table(n) for n in names}\nframes['a'].collect()\n")]
    [InlineData("import pyspark\ndef f(x):\n    y = x.withColumn('a', b)\n    return x.orderBy('a').collect()\n")]
    [InlineData("from pyspark.sql import SparkSession\nwith SparkSession.builder.getOrCreate() as s:\n    s.table('t').collect()\n")]
    [InlineData("from databricks.connect import DatabricksSession\ns = DatabricksSession.builder.getOrCreate()\ns.table('t').collect()\n")]
    [InlineData("from pyspark.sql import SparkSession\ndf = None\nif flag:\n    df = SparkSession.builder.getOrCreate().table('t')\ndf.collect()\n")]
    [InlineData("import pyspark\ng = spark.table('t')\ng = g.transform(lambda d: d.filter('a'))\nrows = [r for r in g.collect()]\n")]
    public void Lint_SparkThatIsHardToSee_IsFound(string code)
    {
        Assert.SkipUnless(PythonFactAttribute.IsAvailable, "python3 (3.8 or later) is not on PATH");
        Assert.Contains(Lint(code).Findings, finding => finding.Rule.Id == "PY001");
    }

    [PythonFact]
    public void Lint_HelperInAnotherFile_IsFollowed()
    {
        var sources = new[]
        {
            PythonSource.FromText("from pyspark.sql import SparkSession\ndef load():\n    return SparkSession.builder.getOrCreate().table('t')\n", "src/pkg/io.py"),
            PythonSource.FromText("from pkg.io import load\nimport pyspark\nrows = load().collect()\n", "src/pkg/job.py"),
            PythonSource.FromText("from . import io\nfrom .job import rows\nimport pyspark\nx = io.load().collect()\n", "src/pkg/other.py"),
        };

        var found = new PySparkLinter(new LintSettings()).Lint(sources, TestContext.Current.CancellationToken).Findings;

        Assert.Equal(["src/pkg/job.py", "src/pkg/other.py"], found.Select(finding => finding.Source.Path));
    }

    [PythonFact]
    public void Lint_ClassThatAPackageHandsOn_IsFollowed()
    {
        var sources = new[]
        {
            PythonSource.FromText("from pkg.dataset import Studies\n", "src/pkg/__init__.py"),
            PythonSource.FromText("from pyspark.sql import DataFrame\nclass Studies:\n    _df: DataFrame\n    @property\n    def df(self) -> DataFrame:\n        return self._df\n", "src/pkg/dataset.py"),
            PythonSource.FromText("from __future__ import annotations\nfrom typing import TYPE_CHECKING\nimport pyspark\nif TYPE_CHECKING:\n    from pkg import Studies\ndef ids(studies: Studies):\n    return studies.df.collect()\n", "src/pkg/job.py"),
        };

        var found = new PySparkLinter(new LintSettings()).Lint(sources, TestContext.Current.CancellationToken).Findings;

        Assert.Equal(["src/pkg/job.py"], found.Select(finding => finding.Source.Path));
    }

    [PythonFact]
    public void Lint_UdfOfAFunctionOfAnotherFile_PointsAtTheUdf()
    {
        var sources = new[]
        {
            PythonSource.FromText("import numpy as np\n\n\n\n\n\n\n\ndef logsum(values):\n    return np.linalg.norm(values)\n# spark\n", "pkg/stats.py"),
            PythonSource.FromText("from pyspark.sql import functions as F\nfrom pkg.stats import logsum\nf = F.udf(logsum, 'double')\n", "pkg/job.py"),
        };

        var found = new PySparkLinter(new LintSettings { SparkVersion = new Version(3, 5) }).Lint(sources, TestContext.Current.CancellationToken).Findings;

        var place = Assert.IsType<Stoker.Findings.Places.SourcePlace>(Assert.Single(found, finding => finding.Rule.Id == "PY021").Finding.Place);
        Assert.Equal(3, place.Line);
    }

    [PythonFact]
    public void Lint_HostileModules_DoNotCrash()
    {
        var sources = new[]
        {
            PythonSource.FromText("from b import *\nimport pyspark\nx = y\n", "a.py"),
            PythonSource.FromText("from a import *\nimport pyspark\ny = x\nz = f(z)\ndef f(z): return f(z)\nclass A(A): pass\nA().b.collect()\n", "b.py"),
            PythonSource.FromText("import pyspark\nexec('spark.table(1).collect()')\ngröße = spark.table('t')\ngröße.collect()\nlambda: (lambda: x)\n", "c.py"),
            PythonSource.FromText("import pyspark\nx = spark.table('t')" + string.Concat(Enumerable.Repeat(".filter('a')", 1500)) + "\n", "d.py"),
            PythonSource.FromText("", "e.py"),
        };

        var result = new PySparkLinter(new LintSettings()).Lint(sources, TestContext.Current.CancellationToken);

        Assert.Contains(result.Findings, finding => finding.Source.Path == "c.py" && finding.Rule.Id == "PY001");
    }

    private static LintResult Lint(string code) => new PySparkLinter(new LintSettings()).Lint([PythonSource.FromText(code)], TestContext.Current.CancellationToken);
}
