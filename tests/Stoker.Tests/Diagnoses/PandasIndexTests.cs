using Stoker.Diagnoses;
using Stoker.Findings;

namespace Stoker.Tests.Diagnoses;

/// <summary>PYTHON015 on a query of one task of 20 s behind a shuffle to one partition.</summary>
public sealed class PandasIndexTests
{
    [Fact]
    public void Fires_when_the_index_takes_all_rows_through_one_task()
    {
        var findings = Diagnose("Project [(_we0#13 - 1) AS __index_level_0__#14, x#1]");
        var finding = Assert.Single(findings, finding => finding.Id == "PYTHON015");

        Assert.Equal(400_000, finding.Evidence.Single(item => item.Name == "rows").Number);
        Assert.Equal("PYTHON015", Assert.Single(findings, other => other.Id == "PART003").CausedBy?.Id);
        Assert.Equal(Severity.Major, finding.Severity);
    }

    [Fact]
    public void Stays_silent_when_the_window_is_the_programs_own()
    {
        var findings = Diagnose("Project [_we0#13 AS rank#14, x#1]");

        Assert.DoesNotContain(findings, finding => finding.Id == "PYTHON015");
        Assert.Contains(findings, finding => finding.Id == "PART003");
    }

    private static IReadOnlyList<Finding> Diagnose(string project) => Diagnoser.Diagnose(new ChainLog(slots: 4)
        .Node(project)
        .Node("Window [row_number() windowspecdefinition(_nondeterministic#12L ASC NULLS FIRST) AS _we0#13], [_nondeterministic#12L ASC NULLS FIRST]")
        .Node("Sort [_nondeterministic#12L ASC NULLS FIRST], false, 0")
        .Node("Exchange SinglePartition, ENSURE_REQUIREMENTS, [plan_id=20]", ("records read", "sum", [400_000]))
        .TaskFields("""
            "Shuffle Read Metrics":{"Remote Bytes Read":0,"Local Bytes Read":9000000,"Total Records Read":400000}
            """.Trim())
        .Run(20_000)).Findings;
}
