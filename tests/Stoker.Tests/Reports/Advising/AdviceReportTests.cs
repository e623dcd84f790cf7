using System.Text.Json;
using Json.Schema;
using Snapshooter.Xunit3;
using Stoker.Advice.Recommendations;
using Stoker.Advice.Sizing;
using Stoker.Advising;
using Stoker.Findings;
using Stoker.Findings.Places;
using Stoker.Reports.Advising;
using Stoker.Reports.Html.Predictions;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Simulation.Predictions;

namespace Stoker.Tests.Reports.Advising;

public sealed class AdviceReportTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Repository.Path("docs", "specs", "advice-1.schema.json"));

    private static readonly AdvicePlan Plan = new()
    {
        Settings =
        [
            Setting("spark.executor.instances", "2"),
            Setting("spark.executor.memory", "4g"),
            Setting("spark.some.text", "it's \"two words\""),
            Setting("spark.sql.adaptive.enabled", "true"),
        ],
        Declined = [],
        Code = [],
        Observations = [],
        Cluster = ClusterManager.Yarn,
    };

    [Theory]
    [InlineData("skewed-join")]
    [InlineData("python-udf")]
    [InlineData("failing-tasks")]
    public void Write_Sample_JsonFollowsTheSchema(string sample)
    {
        var json = AdviceJson.Write(AdviseApplication.Of(Samples.Analyze(sample)), "0.0.0", isIndented: true);

        Assert.StartsWith("{\n  \"schema\": \"stoker/advice/1\",\n", json, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        Assert.True(Schema.Evaluate(document.RootElement).IsValid, json);
    }

    [Fact]
    public void Write_SkewedJoin_AsSnapshots()
    {
        var advice = AdviseApplication.Of(Samples.Analyze("skewed-join"));

        Snapshot.Match(AdviceText.Write(advice, TextStyle.Pipe with { Width = 80 }, Clock.Utc), "advice-text-skewed-join-80");
        Snapshot.Match(AdviceMarkdown.Write(advice), "advice-markdown-skewed-join");
        Snapshot.Match(AdviceJson.Write(advice, "0.0.0", isIndented: true), "advice-json-skewed-join");
    }

    [Fact]
    public void Write_FindingsWithoutASafeSetting_SaysWhoHasToAct()
    {
        var advice = AdviseApplication.Of(Samples.Analyze("skewed-join"));
        var ids = advice.Analysis.Diagnosis!.Ranked.Where(finding => finding.Severity > Severity.Info && finding.CausedBy is null).Select(finding => finding.Id).Distinct().ToList();
        Assert.NotEmpty(ids);
        var bare = advice with { Plan = Plan with { Settings = [] }, Choices = [], Prediction = null };
        var declined = bare with { Plan = bare.Plan with { Declined = [new("spark.some.text", null, "1", "it may fail.", [.. ids.Select(id => new FindingReference(id, new ApplicationPlace()))])] } };

        Assert.Contains($"No setting can be changed safely: the program has to change for {string.Join(", ", ids)}.", AdviceHtml.Write(bare, Clock.Utc, "0.0.0"), StringComparison.Ordinal);
        Assert.Contains($"No setting can be changed safely: a person has to decide about {string.Join(", ", ids)}.", AdviceText.Write(declined, TextStyle.Pipe with { Width = 160 }, Clock.Utc), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Conf_CommentsAndLines() => Assert.Equal(
        """
        # Advice of stoker for nightly
        # Because. (X001)
        spark.executor.instances 2
        # Because. (X001)
        spark.executor.memory 4g
        # Because. (X001)
        spark.some.text it's "two words"
        # Because. (X001)
        spark.sql.adaptive.enabled true

        """,
        ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Conf));

    [Fact]
    public void Write_Submit_WordsForAShell() => Assert.Equal(
        "--conf spark.executor.instances=2 \\\n--conf spark.executor.memory=4g \\\n--conf 'spark.some.text=it'\\''s \"two words\"' \\\n--conf spark.sql.adaptive.enabled=true\n",
        ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Submit));

    [Fact]
    public void Write_ConfAndSubmit_CarryThePredictionAsComments()
    {
        var prediction = new JointPrediction
        {
            MeasuredMs = 80_000,
            ReplayedMs = 79_000,
            PredictedMs = 52_000,
            Interval = new PredictionInterval(40_000, 66_000),
            Confidence = Stoker.Simulation.Predictions.Confidence.Low,
            Settings = [new ValuedSetting("spark.executor.instances", SettingBasis.Replayed, []), new ValuedSetting("spark.sql.adaptive.enabled", SettingBasis.Priced, ["PART001"]), new ValuedSetting("spark.executor.memory", SettingBasis.NotInNumber, [])],
        };
        const string Comments = """
            # Predicted with all of them together: 1 min 20 s -> 52.0 s (40.0 s to 1 min 06 s in nine of ten runs; low confidence).
            # The run replayed as it was takes 1 min 19 s; it took 1 min 20 s.
            # Replayed with spark.executor.instances.
            # For spark.sql.adaptive.enabled, what PART001 costs was taken off the tasks of its stages.
            # Not in this number: spark.executor.memory.

            """;

        Assert.StartsWith("# Advice of stoker for nightly\n" + Comments + "# Because.", ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Conf, prediction), StringComparison.Ordinal);
        Assert.EndsWith("\n" + Comments, ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Submit, prediction), StringComparison.Ordinal);
        Assert.StartsWith("# Advice of stoker for nightly; merge it into the SparkApplication.\n" + Comments + "apiVersion", ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Kubernetes, prediction), StringComparison.Ordinal);
    }

    // Six cores for 60 s in place of twelve: 0.2 and 0.1 core-hours.
    [Theory]
    [InlineData("spark.cores.max", 360_000, ", for 50 % fewer core-hours (0.2 to 0.1).")]
    [InlineData("spark.cores.max", 719_000, ").")]
    [InlineData("spark.sql.adaptive.enabled", 360_000, ").")] // A shorter run holds its executors for less time, and says so by its time.
    public void Write_FewerCores_SaysWhatThatDoesToTheBill(string key, double coreMsAfter, string end)
    {
        var prediction = new JointPrediction
        {
            MeasuredMs = 60_000,
            ReplayedMs = 60_000,
            PredictedMs = 60_000,
            Interval = new PredictionInterval(59_000, 61_000),
            Settings = [new ValuedSetting(key, SettingBasis.Replayed, [])],
            CoreMsBefore = 720_000,
            CoreMsAfter = coreMsAfter,
        };

        Assert.Contains("# Predicted to take as long as before, 1 min 00 s (59.0 s to 1 min 01 s in nine of ten runs)" + (end == ")." ? ".\n" : end), ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Conf, prediction).Replace("\n# (", " (", StringComparison.Ordinal).Replace("\n# core", " core", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ConditionsAndWhatIsToDecide_AreComments()
    {
        var plan = Plan with { Settings = [Setting("spark.executor.memory", "4g") with { Precondition = "The machines have it." }] };
        string[] toDecide = ["To decide, serializer: Kryo.", "  spark.serializer K"];
        string Written(ConfigurationFormat format) => ConfigurationWriter.Write(plan, "nightly", format, null, toDecide);

        Assert.Equal("# Advice of stoker for nightly\n# Because. (X001)\n# Only if this holds: The machines have it.\nspark.executor.memory 4g\n# To decide, serializer: Kryo.\n#   spark.serializer K\n", Written(ConfigurationFormat.Conf));
        Assert.Equal("--conf spark.executor.memory=4g\n# spark.executor.memory: Only if this holds: The machines have it.\n# To decide, serializer: Kryo.\n#   spark.serializer K\n", Written(ConfigurationFormat.Submit));
        Assert.Contains("  executor:\n    # Only if this holds: The machines have it.\n    memory: \"4g\"\n# To decide", Written(ConfigurationFormat.Kubernetes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConfigurationFormat.Kubernetes, "# spark.cores.max 4 is read by standalone clusters alone")]
    [InlineData(ConfigurationFormat.Emr, "\"Properties\": {}")]
    public void Write_CoresOfAStandaloneCluster_ForOthers_AreNoSetting(ConfigurationFormat format, string expected)
    {
        var written = ConfigurationWriter.Write(Plan with { Settings = [Setting("spark.cores.max", "4")] }, "nightly", format);

        Assert.Contains(expected, written, StringComparison.Ordinal);
        Assert.DoesNotContain("spark.cores.max:", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Kubernetes_FieldsOfTheOperatorAndSparkConf() => Assert.Equal(
        """
        # Advice of stoker for nightly; merge it into the SparkApplication.
        apiVersion: sparkoperator.k8s.io/v1beta2
        kind: SparkApplication
        spec:
          sparkConf:
            spark.some.text: "it's \"two words\""
            spark.sql.adaptive.enabled: "true"
          executor:
            instances: 2
            memory: "4g"

        """,
        ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Kubernetes));

    [Fact]
    public void Write_Emr_AClassification()
    {
        using var json = JsonDocument.Parse(ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Emr));

        var classification = Assert.Single(json.RootElement.EnumerateArray());
        Assert.Equal("spark-defaults", classification.GetProperty("Classification").GetString());
        Assert.Equal("4g", classification.GetProperty("Properties").GetProperty("spark.executor.memory").GetString());
        Assert.Equal(4, classification.GetProperty("Properties").EnumerateObject().Count());
    }

    [Fact]
    public void Write_Databricks_NothingThatTheNodesDecide()
    {
        using var json = JsonDocument.Parse(ConfigurationWriter.Write(Plan, "nightly", ConfigurationFormat.Databricks));

        Assert.Equal(["spark.some.text", "spark.sql.adaptive.enabled"], json.RootElement.GetProperty("spark_conf").EnumerateObject().Select(property => property.Name));
    }

    [Theory]
    [InlineData(ConfigurationFormat.Submit, "")]
    [InlineData(ConfigurationFormat.Conf, "# Advice of stoker for nightly\n")]
    [InlineData(ConfigurationFormat.Kubernetes, "# Advice of stoker for nightly; merge it into the SparkApplication.\napiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nspec: {}\n")]
    public void Write_NothingToSet_SaysSoAndWhyAndIsStillAFileThatIsRight(ConfigurationFormat format, string start)
    {
        var plan = Plan with { Settings = [], Declined = [new DeclinedChange("spark.sql.files.maxPartitionBytes", "128MB", "32MB", "A replay of the run with it takes as long as before.", [new FindingReference("PART002", new ApplicationPlace())])] };

        var lines = ConfigurationWriter.Write(plan, "nightly", format)[start.Length..];

        Assert.StartsWith(start, ConfigurationWriter.Write(plan, "nightly", format), StringComparison.Ordinal);
        Assert.Equal("# " + ConfigurationWriter.NothingToSet(plan) + "\n# Left as it is: spark.sql.files.maxPartitionBytes=32MB (PART002): A replay of the run with it takes as long as before.\n", lines);
    }

    [Fact]
    public void Write_NothingToSetButSomethingToDecide_SaysThatItIsNotDone()
    {
        var plan = Plan with { Settings = [], Declined = [], Code = [] };

        Assert.Equal(
            "# Advice of stoker for nightly\n# Nothing to change: no finding of this run is worth it. Nothing is set here: what follows is for a person to decide.\n# To decide, serializer: Kryo.\n#   spark.serializer K\n",
            ConfigurationWriter.Write(plan, "nightly", ConfigurationFormat.Conf, null, ["To decide, serializer: Kryo.", "  spark.serializer K"]));
    }

    private static AdvisedSetting Setting(string key, string to) => new(key, null, to, "Because.") { Findings = [new FindingReference("X001", new ApplicationPlace())] };
}
