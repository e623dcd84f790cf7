using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Explaining;
using Stoker.Findings;
using Stoker.PySpark.Linting;

namespace Stoker.Configuration;

/// <summary>Makes a configuration of a TOML section: every key is known, of its type and in its range, or it is a problem.</summary>
internal sealed class ConfigurationReader
{
    private readonly SectionReader _read = new();

    /// <summary>The configuration that a section holds.</summary>
    /// <exception cref="ConfigurationException">Something in it is wrong; all of it is named.</exception>
    public static StokerConfiguration Read(TomlSection root, string file)
    {
        var reader = new ConfigurationReader();
        var configuration = reader.Read(root);
        return reader._read.Problems.Count == 0
            ? configuration with { File = file }
            : throw new ConfigurationException(Path.GetRelativePath(Environment.CurrentDirectory, file), [.. reader._read.Problems.OrderBy(problem => problem.Line)]);
    }

    private StokerConfiguration Read(TomlSection root)
    {
        _read.CheckKeys(root, "diagnose", "cost", "lint");
        return new StokerConfiguration
        {
            Diagnose = _read.Section(root, "diagnose") is { } diagnose ? Diagnose(diagnose) : new(),
            Cost = _read.Section(root, "cost") is { } cost ? Cost(cost) : null,
            Lint = _read.Section(root, "lint") is { } lint ? Lint(lint) : new(),
        };
    }

    private DiagnoseConfiguration Diagnose(TomlSection section)
    {
        _read.CheckKeys(section, "disable", "fail-on", "thresholds", "accept");
        return new DiagnoseConfiguration
        {
            Options = new DiagnosisOptions
            {
                Disabled = _read.Texts(section, "disable").Where(item => IsDiagnosis(item.Text, item.Line)).Select(item => item.Text).ToHashSet(StringComparer.Ordinal),
                Thresholds = _read.Section(section, "thresholds") is { } thresholds ? Thresholds(thresholds) : new Dictionary<(string, string), double>(),
            },
            FailOn = FailOn(section),
            Accepted = [.. _read.Sections(section, "accept").Select(Accept).OfType<Acceptance>()],
        };
    }

    private Dictionary<(string Id, string Name), double> Thresholds(TomlSection section)
    {
        var values = new Dictionary<(string Id, string Name), double>();
        foreach (var (id, _) in section.Entries)
        {
            if (_read.Section(section, id) is not { } rule || !IsDiagnosis(id, rule.Line))
            {
                continue;
            }

            var known = DiagnosisCatalogue.ThresholdsOf(id);
            _read.CheckKeys(rule, [.. known.Select(threshold => threshold.Name)]);
            foreach (var threshold in known)
            {
                if (_read.Number(rule, threshold.Name, DiagnosisThreshold.Least, threshold.Most, threshold.IsWhole) is { } value)
                {
                    values[(id, threshold.Name)] = value;
                }
            }
        }

        return values;
    }

    private Acceptance? Accept(TomlSection section)
    {
        _read.CheckKeys(section, "id", "application", "until", "reason");
        if (_read.Text(section, "id") is not { } id)
        {
            if (section.Find("id") is null)
            {
                _read.Add(section.Line, $"[[{section.Name}]] has no id.", "It names the diagnosis that is accepted: id = \"PART003\".");
            }

            return null;
        }

        return IsDiagnosis(id, section.Find("id")?.Line ?? section.Line)
            ? new Acceptance(id, _read.Text(section, "application"), _read.Date(section, "until"), _read.Text(section, "reason"), section.Line)
            : null;
    }

    private bool IsDiagnosis(string id, int line)
    {
        if (DiagnosisCatalogue.Titles.Any(title => title.Id == id))
        {
            return true;
        }

        if (LintRules.Find(id) is not null)
        {
            _read.Add(line, $"'{id}' is a lint rule, not a diagnosis.", "Lint rules are switched off with ignore in [lint].");
        }
        else
        {
            _read.AddUnknown(line, $"There is no diagnosis '{id}'.", id, DiagnosisCatalogue.Titles.Select(title => title.Id), "stoker explain lists them");
        }

        return false;
    }

    private CostConfiguration Cost(TomlSection section)
    {
        _read.CheckKeys(section, "core-hour", "gib-hour", "currency");
        return new CostConfiguration(
            _read.Number(section, "core-hour", 0, 1e6, isWhole: false),
            _read.Number(section, "gib-hour", 0, 1e6, isWhole: false),
            _read.Text(section, "currency"));
    }

    private LintConfiguration Lint(TomlSection section)
    {
        _read.CheckKeys(section, "exclude", "select", "ignore", "per-file-ignores", "confidence", "fail-on", "spark-version");
        return new LintConfiguration
        {
            Exclude = [.. _read.Texts(section, "exclude").Select(item => item.Text)],
            Select = LintIds(section, "select"),
            Ignore = LintIds(section, "ignore"),
            PerFileIgnores = _read.Section(section, "per-file-ignores") is { } files
                ? [.. files.Entries.Select(entry => (entry.Key, LintIds(files, entry.Key)))]
                : [],
            Confidence = _read.Choice(section, "confidence", ["high", "medium", "low"]) switch { "high" => Confidence.High, "medium" => Confidence.Medium, "low" => Confidence.Low, _ => null },
            FailOn = FailOn(section),
            SparkVersion = SparkVersion(section),
        };
    }

    private string[] LintIds(TomlSection section, string key)
    {
        List<string> ids = [];
        foreach (var (id, line) in _read.Texts(section, key))
        {
            if (LintRules.All.Any(rule => rule.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
            {
                ids.Add(id);
            }
            else
            {
                _read.AddUnknown(line, $"There is no lint rule '{id}'.", id, ExplainRule.All.Where(rule => !rule.IsDiagnosis).Select(rule => rule.Id), "stoker explain lists them");
            }
        }

        return [.. ids];
    }

    private Version? SparkVersion(TomlSection section)
    {
        if (_read.Text(section, "spark-version") is not { } text)
        {
            return null;
        }

        if (Version.TryParse(text, out var version))
        {
            return version;
        }

        _read.Add(section.Find("spark-version")?.Line ?? section.Line, string.Create(CultureInfo.InvariantCulture, $"spark-version cannot be '{text}'."), "Versions are written \"3.5\".");
        return null;
    }

    private string? FailOn(TomlSection section) => _read.Choice(section, "fail-on", ["critical", "major", "minor", "info", "never"]);
}
