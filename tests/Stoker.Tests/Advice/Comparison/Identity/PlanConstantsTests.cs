using Stoker.Advice.Comparison.Identity;
using Stoker.Model.Sql;

namespace Stoker.Tests.Advice.Comparison.Identity;

public sealed class PlanConstantsTests
{
    [Theory]
    [InlineData("HashAggregate(keys=[_groupingexpression#17L], functions=[partial_count(1), max(id#3)])", "")]
    [InlineData("Project [(id#12L % 50021) AS k#17L, ((id#0L * 31) % 3000017) AS j#1L]", "%3000017 %50021 *31")]
    [InlineData("Project [substring(pythonUDF0#460, -2, 2) AS tail#459, sha2(cast(h#1 as binary), 512) AS h#2]", "substring(-2,2)")]
    [InlineData("Filter ((status#3 = FAILED) AND (code#4 = other#5))", "=FAILED")]
    [InlineData("Filter (isnotnull(n#22L) AND (n#22L > 2))", "")] // One digit is in every other program.
    [InlineData("Filter ((day#1 >= 20261126) AND (at#2 < 1795734205162) AND (year#3 = 2026))", "")] // Another day has others.
    [InlineData("Filter (name#1 = upper(other#2))", "")] // A call is no text.
    public void AddText_Formulas_ConstantsWithTheirUse(string text, string expected)
    {
        var constants = new HashSet<string>();

        PlanConstants.AddText(constants, text);

        Assert.Equal(expected, string.Join(' ', constants.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("Exchange", "Exchange hashpartitioning(k#1, 200), ENSURE_REQUIREMENTS, [plan_id=16]")]
    [InlineData("Range", "Range (0, 2000000, step=1, splits=40)")]
    [InlineData("Scan parquet ", "FileScan parquet [a#1] DataFilters: [(a#1 > 4711)], ReadSchema: struct<a:bigint>")]
    public void Add_SettingsAndSources_AreNoFormulas(string name, string text)
    {
        var constants = new HashSet<string>();

        PlanConstants.Add(constants, Node(name, text));

        Assert.Empty(constants);
    }

    [Theory]
    [InlineData("ArrowEvalPython", "ArrowEvalPython [clean(k#1)#3, score(cast(x#2 as double), 7)#4], [pythonUDF0#11, pythonUDF1#12], 200", "clean score")]
    [InlineData("BatchEvalPython", "BatchEvalPython [<lambda>(cast((id#442L % 300000) as int))#448], [pythonUDF0#460]", "")]
    [InlineData("FlatMapGroupsInPandas", "FlatMapGroupsInPandas [k#1], middle(k#1, x#2)#5, [k#3, m#4]", "middle")]
    [InlineData("Project", "Project [upper(k#1)#3]", "")] // Spark's own.
    public void AddFunctions_RowsGoToPython_NamesOfItsFunctions(string name, string text, string expected)
    {
        var functions = new HashSet<string>();

        PlanConstants.AddFunctions(functions, Node(name, text));

        Assert.Equal(expected, string.Join(' ', functions.Order(StringComparer.Ordinal)));
    }

    private static PlanNode Node(string name, string text) => new() { Name = name, SimpleString = text, Metadata = new Dictionary<string, string>(), Metrics = [], Children = [] };
}
