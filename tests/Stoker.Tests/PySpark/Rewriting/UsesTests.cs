using Stoker.PySpark.Reading;
using Stoker.PySpark.Rewriting;
using Stoker.PySpark.Rewriting.Evaluation;

namespace Stoker.Tests.PySpark.Rewriting;

/// <summary>A native form serves calls only, and its column has another name: uses that would notice are left to a person, in whichever file they stand.</summary>
public sealed class UsesTests
{
    private const string Library = """
        from pyspark.sql import functions as F

        @F.udf("string")
        def clean(s):
            return s.strip(" ")
        """;

    [PythonTheory]
    [InlineData("from pkg.udfs import clean\nspark.udf.register('clean', clean)", "main.py:2 uses it other than by a plain call")]
    [InlineData("import pkg.udfs as u\nx = u.clean.func('a')", "main.py:2 uses it other than by a plain call")]
    [InlineData("import pkg.udfs\nx = pkg.udfs.clean.returnType", "main.py:2 uses it other than by a plain call")]
    [InlineData("from pkg import udfs\nf = udfs.clean", "main.py:2 uses it other than by a plain call")]
    [InlineData("from pkg.udfs import clean as c\nrun(c)", "main.py:2 uses it other than by a plain call")]
    [InlineData("from pkg.udfs import *\nrun(clean)", "main.py:2 uses it other than by a plain call")]
    [InlineData("from pkg import clean\nrun(clean)", "main.py:2 uses it other than by a plain call")]
    [InlineData("from pkg.udfs import clean\ndf.select(clean('s')).show()", "main.py:2 names its column after the call: give it an alias there first")]
    [InlineData("from pkg.udfs import clean\ndf.groupBy(clean('s')).count()", "main.py:2 names its column after the call: give it an alias there first")]
    [InlineData("from pkg.udfs import clean\ndf.select(clean('s') == 'x')", "main.py:2 names its column after the call: give it an alias there first")]
    public void Rewrite_UseInAnotherFileThatWouldBreak_IsRefused(string main, string reason)
    {
        var function = Assert.Single(Rewrite(Library, main).Functions);

        Assert.Equal((Verdict.Refused, ReasonCode.UnsupportedUse, reason), (function.Verdict, function.Reason, function.Explanation));
    }

    [PythonTheory]
    [InlineData("from pkg.udfs import clean\ndf.withColumn('s', clean('s'))")]
    [InlineData("from pkg.udfs import clean\ndf.withColumns({'s': clean('s')})")]
    [InlineData("import pkg.udfs as u\ndf.where(u.clean('s') == 'x').select(u.clean('s').alias('t'))")]
    [InlineData("from pkg.udfs import clean\nfrom pyspark.sql import functions as F\ndf.select([F.upper(clean(c)).alias(c) for c in cols])")]
    [InlineData("from other.udfs import clean\nrun(clean)")]
    [InlineData("def clean(s):\n    return s\nrun(clean)")]
    public void Rewrite_UseInAnotherFileThatANativeFormServes_IsGuarded(string main) =>
        Assert.Equal(Verdict.Guarded, Assert.Single(Rewrite(Library, main).Functions).Verdict);

    [PythonTheory]
    [InlineData("df.groupBy(clean('s')).count()", "df.groupBy(clean('s').alias(\"clean(s)\")).count()")]
    [InlineData("df.select(clean('s'), 'k')", "df.select(clean('s').alias(\"clean(s)\"), 'k')")]
    [InlineData("df.orderBy(clean('s'))", "df.orderBy(clean('s'))")]
    public void Rewrite_NameOfTheColumnShows_StaysAsItWas(string line, string expected) =>
        Assert.Contains(expected, Rewrite($"{Library}\n\n\n{line}\n", "").After, StringComparison.Ordinal);

    [PythonTheory]
    [InlineData("df.select(*[clean(c) for c in cols])")]
    [InlineData("def column(c):\n    return clean(c)")]
    [InlineData("df.select(clean('s') == 'x')")]
    [InlineData("df.agg(F.max(clean('s')))")]
    public void Rewrite_NameOfTheColumnShowsAndIsNotKnown_IsRefused(string line) =>
        Assert.Equal(ReasonCode.UnsupportedUse, Assert.Single(Rewrite($"{Library}\n\n\n{line}\n", "").Functions).Reason);

    [PythonFact]
    public void Rewrite_UdfOfAClassBody_IsRefused()
    {
        var function = Assert.Single(Rewrite("from pyspark.sql import functions as F\nclass Util:\n    @F.udf('string')\n    def low(s):\n        return s.lower()\n\ndf.withColumn('s', Util.low('s'))\n", "").Functions);

        Assert.Equal((Verdict.Refused, ReasonCode.UnsupportedUse), (function.Verdict, function.Reason));
    }

    private static RewrittenModule Rewrite(string library, string main) =>
        new PythonRewriter(Target.Default).Rewrite(
            [PythonSource.FromText(library, "pkg/udfs.py"), PythonSource.FromText("from .udfs import clean\n", "pkg/__init__.py"), PythonSource.FromText(main, "main.py")],
            new List<SourceIssue>(),
            null,
            TestContext.Current.CancellationToken)[0];
}
