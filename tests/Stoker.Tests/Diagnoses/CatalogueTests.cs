using System.Text.RegularExpressions;
using Stoker.Diagnoses;
using Stoker.Diagnoses.Failures;
using Stoker.Diagnoses.Plans;
using Stoker.Model.Settings;

namespace Stoker.Tests.Diagnoses;

public sealed partial class CatalogueTests
{
    [Fact]
    public void Titles_AreUniqueAndEachHasAPageWithEveryPart()
    {
        Assert.Equal(DiagnosisCatalogue.Titles.Count, DiagnosisCatalogue.Titles.Select(title => title.Id).Distinct().Count());
        foreach (var (id, title) in DiagnosisCatalogue.Titles)
        {
            Assert.Matches(IdPattern(), id);
            var page = DiagnosisCatalogue.PageOf(id);
            Assert.True(page is not null, id + " has no page");
            Assert.StartsWith($"# {id}: {title}", page, StringComparison.Ordinal);
            foreach (var part in (string[])["What it means", "How it was found", "How to see it in the Spark UI", "Why it costs", "How to fix it", "When to ignore it"])
            {
                Assert.Contains("## " + part, page, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5.5 GB used.", nameof(LossCause.ContainerKilled))]
    [InlineData("The executor with id 3 exited with exit code 137(SIGKILL, possible container OOM).", nameof(LossCause.ContainerKilled))]
    [InlineData("Command exited with code 52", nameof(LossCause.HeapExhausted))]
    [InlineData("Command exited with code 520", nameof(LossCause.Unknown))]
    [InlineData("Executor killed by driver.", nameof(LossCause.Released))]
    [InlineData("Container marked as failed: exit status: 143", nameof(LossCause.Unknown))]
    [InlineData("Executor decommission: spot", nameof(LossCause.TakenAway))]
    [InlineData("Executor decommission: spark scale down", nameof(LossCause.Released))]
    [InlineData("Container marked as failed: container_1_01_000003 on host: ip-10-0-3-41. Exit status: -100. Diagnostics: Container released on a *lost* node.", nameof(LossCause.TakenAway))]
    [InlineData("The executor with id 2 was deleted by a user or the framework.", nameof(LossCause.TakenAway))]
    [InlineData("Executor heartbeat timed out after 160000 ms", nameof(LossCause.HeartbeatLost))]
    public void Read_RemovalReason_TellsTheCause(string text, string cause) => Assert.Equal(Enum.Parse<LossCause>(cause).ToString(), LossText.Read(text).ToString());

    [Fact]
    public void DefaultOf_Version_ChangesWithIt()
    {
        Assert.Equal("false", SettingTable.DefaultOf("spark.sql.adaptive.enabled", new SparkVersion(3, 1)));
        Assert.Equal("true", SettingTable.DefaultOf("spark.sql.adaptive.enabled", new SparkVersion(3, 2)));
        Assert.Null(SettingTable.DefaultOf("spark.sql.execution.pythonUDF.arrow.enabled", new SparkVersion(3, 3)));
    }

    [Fact]
    public void WithoutIds_PlanText_DropsWhatDiffersBetweenRuns() =>
        Assert.Equal("Exchange hashpartitioning(k, 200), ENSURE_REQUIREMENTS, ", PlanText.WithoutIds("Exchange hashpartitioning(k#12L, 200), ENSURE_REQUIREMENTS, [plan_id=49]"));

    [GeneratedRegex("^[A-Z]{2,9}[0-9]{3}$")]
    private static partial Regex IdPattern();
}
