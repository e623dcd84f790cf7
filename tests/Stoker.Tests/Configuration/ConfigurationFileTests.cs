using Stoker.Configuration;
using Stoker.Findings;

namespace Stoker.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-config-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_TheExampleOfTheGuide_EveryPart()
    {
        var guide = File.ReadAllText(Repository.Path("docs/guide/configuration.md"));
        var example = guide[(guide.IndexOf("```toml\n", StringComparison.Ordinal) + 8)..];
        example = example[..example.IndexOf("```", StringComparison.Ordinal)].Replace("IO007", "IO002", StringComparison.Ordinal);

        var read = ConfigurationFile.Read(Write(".stoker.toml", example));

        Assert.Equal(["IO002"], read.Diagnose.Options.Disabled);
        Assert.Equal("major", read.Diagnose.FailOn);
        Assert.Equal(5.0, read.Diagnose.Options.Thresholds[("SKEW001", "ratio")]);
        Assert.Equal(10_000.0, read.Diagnose.Options.Thresholds[("SKEW001", "minTaskMs")]);
        Assert.Equal(2, read.Diagnose.Options.Thresholds.Count);
        Assert.Equal(new Acceptance("PART003", "nightly-*", new DateOnly(2027, 3, 1), "upstream writes small files until the migration", 9), Assert.Single(read.Diagnose.Accepted));
        Assert.Equal(new CostConfiguration(0.048, 0.0052, "USD"), read.Cost);
        Assert.Equal(["notebooks/scratch/**"], read.Lint.Exclude);
        Assert.Equal(["PY0"], read.Lint.Select);
        Assert.Equal(["PY011"], read.Lint.Ignore);
        Assert.Equal(Confidence.High, read.Lint.Confidence);
        Assert.Equal("minor", read.Lint.FailOn);
        Assert.Equal(new Version(3, 5), read.Lint.SparkVersion);
        var (glob, rules) = Assert.Single(read.Lint.PerFileIgnores);
        Assert.Equal("tests/**", glob);
        Assert.Equal(["PY0"], rules);
    }

    [Theory]
    [InlineData("[diagnos]\n", 1, "There is no key 'diagnos' at the top of the file.", "Did you mean diagnose?")]
    [InlineData("[diagnose]\nfail_on = \"major\"\n", 2, "There is no key 'fail_on' in [diagnose].", "Did you mean fail-on?")]
    [InlineData("[diagnose]\nfail-on = \"high\"\n", 2, "fail-on cannot be 'high'.", "It is one of critical, major, minor, info, never.")]
    [InlineData("[diagnose]\ndisable = \"SKEW001\"\n", 2, "disable cannot be 'SKEW001'.", "It is a list of texts: [\"A\", \"B\"].")]
    [InlineData("[diagnose]\ndisable = [\n  \"SKEW001\",\n  \"SKEW01\",\n]\n", 4, "There is no diagnosis 'SKEW01'.", "Did you mean SKEW001?")]
    [InlineData("[diagnose]\ndisable = [\"PY041\"]\n", 2, "'PY041' is a lint rule, not a diagnosis.", "Lint rules are switched off with ignore in [lint].")]
    [InlineData("[diagnose.thresholds.SKEW001]\nratoi = 3\n", 2, "There is no key 'ratoi' in [diagnose.thresholds.SKEW001].", "Did you mean ratio?")]
    [InlineData("diagnose.thresholds.SKEW001.ratio = \"5\"\n", 1, "ratio cannot be '5'.", "It is a number from 0 to 9007199254740992.")]
    [InlineData("[diagnose.thresholds]\nSKEW001 = { minTasks = 2.5 }\n", 2, "minTasks cannot be 2.5.", "It is a whole number from 0 to 9007199254740992.")]
    [InlineData("[diagnose.thresholds.PYTHON001]\nshare = 1.5\n", 2, "share cannot be 1.5.", "It is a number from 0 to 1.")]
    [InlineData("[diagnose.thresholds.PYTHON001]\nshare = nan\n", 2, "share cannot be NaN.", "It is a number from 0 to 1.")]
    [InlineData("[diagnose.thresholds]\nSKEW001 = 5\n", 2, "SKEW001 cannot be 5.", "It is a table: [diagnose.thresholds.SKEW001].")]
    [InlineData("[[diagnose.accept]]\nreason = \"x\"\n", 1, "[[diagnose.accept]] has no id.", "It names the diagnosis that is accepted: id = \"PART003\".")]
    [InlineData("[diagnose.accept]\nid = \"PART003\"\n", 1, "accept cannot be a table.", "It is a list of tables: [[diagnose.accept]].")]
    [InlineData("[[diagnose.accept]]\nid = \"PART003\"\nuntil = \"2027-03-01\"\n", 3, "until cannot be '2027-03-01'.", "It is a day without quotes: 2027-03-01.")]
    [InlineData("[[diagnose.accept]]\nid = \"PART003\"\nuntil = 2027-03-01T10:00:00Z\n", 3, "until cannot be a date with a time.", "It is a day without quotes: 2027-03-01.")]
    [InlineData("[cost]\ncore-hour = -1\n", 2, "core-hour cannot be -1.", "It is a number from 0 to 1000000.")]
    [InlineData("[lint]\nignore = [\"PY9\"]\n", 2, "There is no lint rule 'PY9'.", null)]
    [InlineData("[lint]\nspark-version = \"new\"\n", 2, "spark-version cannot be 'new'.", "Versions are written \"3.5\".")]
    [InlineData("\"\" = 1\n", 1, "There is no key '' at the top of the file.", "Keys: diagnose, cost, lint.")]
    public void Read_Wrong_LineWhatAndRemedy(string text, int line, string what, string? remedy)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(Write(".stoker.toml", text)));

        var problem = Assert.Single(error.Problems);
        Assert.Equal(line, problem.Line);
        Assert.Equal(what, problem.What);
        if (remedy is not null)
        {
            Assert.Equal(remedy, problem.Remedy);
        }
    }

    [Fact]
    public void Read_SeveralProblems_AllByLine()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(Write(".stoker.toml", "[lint]\nexclud = []\n[diagnose]\ndisabled = []\n[cost]\ncurrency = 1\n")));

        Assert.Equal([2, 4, 6], error.Problems.Select(problem => problem.Line));
        Assert.Matches(@"\.stoker\.toml:2: There is no key 'exclud' in \[lint\]\. Did you mean exclude\?", error.Message);
    }

    [Theory]
    [InlineData("[diagnose\n")]
    [InlineData("a = 1\na = 2\n")]
    [InlineData("= 3\n")]
    public void Read_NotToml_SaysWhere(string text)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Read(Write(".stoker.toml", text)));

        Assert.StartsWith("This is not TOML: ", error.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void FindUpward_FileInAParent_IsRead()
    {
        Write(".stoker.toml", "[diagnose]\nfail-on = \"minor\"\n");
        var below = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;

        var found = ConfigurationFile.FindUpward(below);

        Assert.Equal(Path.Combine(_folder, ".stoker.toml"), found.File);
        Assert.Equal("minor", found.Diagnose.FailOn);
    }

    [Fact]
    public void FindUpward_ProjectFile_ToolSectionIsReadTheSame()
    {
        Write("pyproject.toml", "[project]\nname = \"jobs\"\n[tool.stoker.lint]\nexclude = [\"x/**\"]\n");

        Assert.Equal(["x/**"], ConfigurationFile.FindUpward(_folder).Lint.Exclude);
    }

    [Fact]
    public void FindUpward_ProjectFileWithAWrongKey_NamesTheWholeKey()
    {
        Write("pyproject.toml", "[tool.stoker.lint]\nexcluded = []\n");

        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.FindUpward(_folder));

        Assert.Equal("There is no key 'excluded' in [tool.stoker.lint].", Assert.Single(error.Problems).What);
    }

    [Fact]
    public void FindUpward_BothInOneFolder_OwnFileWins()
    {
        Write("pyproject.toml", "[tool.stoker.diagnose]\nfail-on = \"info\"\n");
        Write(".stoker.toml", "[diagnose]\nfail-on = \"major\"\n");

        Assert.Equal("major", ConfigurationFile.FindUpward(_folder).Diagnose.FailOn);
    }

    [Fact]
    public void FindUpward_ProjectFileOfOthers_IsPassedBy()
    {
        Write(".stoker.toml", "[diagnose]\nfail-on = \"major\"\n");
        var below = Directory.CreateDirectory(Path.Combine(_folder, "a")).FullName;
        File.WriteAllText(Path.Combine(below, "pyproject.toml"), "[tool.ruff]\nline-length = 100\nthis is not toml\n");

        Assert.Equal("major", ConfigurationFile.FindUpward(below).Diagnose.FailOn);
    }

    [Fact]
    public void Acceptance_LastDay_StillHolds()
    {
        var acceptance = new Acceptance("PART003", "nightly-*", new DateOnly(2027, 3, 1), null, 1);

        Assert.False(acceptance.IsExpired(new DateOnly(2027, 3, 1)));
        Assert.True(acceptance.IsExpired(new DateOnly(2027, 3, 2)));
        Assert.True(acceptance.Names("nightly-load"));
        Assert.False(acceptance.Names("weekly-load"));
    }

    [Theory]
    [InlineData("scratch/**", "..", "../scratch/**")]
    [InlineData("a/scratch/**", "..", "scratch/**")]
    [InlineData("**/scratch/*", "..", "**/scratch/*")]
    [InlineData("*_test.py", "..", "*_test.py")]
    public void SeenFrom_FolderBelow_GlobsMeanTheSameFiles(string glob, string up, string expected)
    {
        var below = Directory.CreateDirectory(Path.Combine(_folder, "a")).FullName;
        var file = Path.Combine(Path.GetFullPath(up, below), ".stoker.toml");

        var seen = new LintConfiguration { Exclude = [glob], PerFileIgnores = [(glob, ["PY0"])] }.SeenFrom(below, file);

        Assert.Equal([expected], seen.Exclude);
        Assert.Equal(expected, Assert.Single(seen.PerFileIgnores).Glob);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
