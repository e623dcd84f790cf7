using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stoker.Advice.Recommendations;
using Stoker.Advising;
using Stoker.Reports.Terminal;

namespace Stoker.Reports.Advising;

/// <summary>Writes the settings of an advice as a file that a cluster reads. Same advice, same bytes.</summary>
public static class ConfigurationWriter
{
    /// <summary>What Databricks decides by the kind and number of its nodes.</summary>
    private static readonly HashSet<string> NodeKeys =
        ["spark.driver.memory", "spark.executor.memory", "spark.executor.memoryOverhead", "spark.executor.instances", "spark.executor.cores", "spark.cores.max"];

    /// <summary>Columns of a comment.</summary>
    private const int CommentWidth = 120;

    /// <summary>What only a standalone cluster reads.</summary>
    private const string StandaloneKey = "spark.cores.max";

    /// <summary>Fields of the operator that win over its <c>sparkConf</c>, as in v1beta2 of the SparkApplication.</summary>
    private static readonly Dictionary<string, (string Part, string Field, bool IsNumber)> OperatorFields = new(StringComparer.Ordinal)
    {
        ["spark.driver.memory"] = ("driver", "memory", false),
        ["spark.executor.cores"] = ("executor", "cores", true),
        ["spark.executor.instances"] = ("executor", "instances", true),
        ["spark.executor.memory"] = ("executor", "memory", false),
        ["spark.executor.memoryOverhead"] = ("executor", "memoryOverhead", false),
    };

    /// <summary>The file.</summary>
    /// <param name="plan">The advice.</param>
    /// <param name="application">Name of the application, for a comment.</param>
    /// <param name="format">The kind of file.</param>
    /// <param name="prediction">What the settings come to, for a comment where the kind of file has comments.</param>
    /// <param name="toDecide">Lines about what a person has to decide, for comments likewise; absent for none.</param>
    public static string Write(AdvicePlan plan, string application, ConfigurationFormat format, JointPrediction? prediction = null, IEnumerable<string>? toDecide = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(application);
        var open = toDecide?.ToList() ?? [];
        var (comments, nothing) = (string.Concat(open.Select(line => line.StartsWith(' ') ? $"#   {OneLine(line.Trim())}\n" : Commented(line))), Nothing(plan, open.Count > 0));
        return format switch
        {
            ConfigurationFormat.Conf => Conf(plan, application, prediction) + nothing + comments,
            ConfigurationFormat.Submit => plan.Settings.Count == 0 ? nothing + comments : Submit(plan, prediction) + comments,
            ConfigurationFormat.Kubernetes => Kubernetes(plan, application, prediction) + nothing + comments,
            ConfigurationFormat.Emr => Json(json =>
            {
                json.WriteStartArray();
                json.WriteStartObject();
                json.WriteString("Classification", "spark-defaults");
                Properties(json, "Properties", plan.Settings.Where(setting => setting.Key != StandaloneKey));
                json.WriteEndObject();
                json.WriteEndArray();
            }),
            _ => Json(json =>
            {
                json.WriteStartObject();
                Properties(json, "spark_conf", plan.Settings.Where(setting => !NodeKeys.Contains(setting.Key)));
                json.WriteEndObject();
            }),
        };
    }

    private static string Conf(AdvicePlan plan, string application, JointPrediction? prediction)
    {
        var text = new StringBuilder().Append("# Advice of stoker for ").Append(OneLine(application)).Append('\n').Append(Comments(prediction));
        foreach (var setting in plan.Settings)
        {
            text.Append(Commented($"{setting.Reason} ({string.Join(", ", setting.Findings.Select(finding => finding.Id).Distinct())})"));
            text.Append(Precondition(setting, "# "));
            text.Append(setting.Key).Append(' ').Append(setting.To).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>That no setting is to be changed, and why not; nothing where some are.</summary>
    private static string Nothing(AdvicePlan plan, bool isOpen) => plan.Settings.Count > 0
        ? ""
        : Commented(isOpen ? $"{NothingToSet(plan)} Nothing is set here: what follows is for a person to decide." : NothingToSet(plan))
            + string.Concat(plan.Declined.Select(change => Commented($"Left as it is: {change.Key}{(change.To is { } to ? "=" + to : "")} ({string.Join(", ", change.Findings.Select(finding => finding.Id).Distinct())}): {change.Reason}")));

    /// <summary>A sentence as a comment of properties, shell and YAML alike, on lines that a terminal shows whole.</summary>
    private static string Commented(string text, string start = "# ") => string.Concat(Wrapping.Wrap(OneLine(text), CommentWidth - start.Length).Select(line => $"{start}{line}\n"));

    /// <summary>The same in a sentence, for formats without comments too.</summary>
    public static string NothingToSet(AdvicePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var summary = AdviceLines.Summary(plan);
        return plan.Code.Count > 0 ? summary + " stoker advise lists what would help." : summary;
    }

    private static string Submit(AdvicePlan plan, JointPrediction? prediction) =>
        // Options first: a comment between them and the line that they continue would end it.
        string.Join(" \\\n", plan.Settings.Select(setting => $"--conf {Quoted($"{setting.Key}={setting.To}")}")) + "\n" + Comments(prediction) + string.Concat(plan.Settings.Select(setting => Precondition(setting, "# ", $"{setting.Key}: ")));

    private static string Kubernetes(AdvicePlan plan, string application, JointPrediction? prediction)
    {
        var text = new StringBuilder("# Advice of stoker for ").Append(OneLine(application)).Append("; merge it into the SparkApplication.\n").Append(Comments(prediction))
            .Append("apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nspec:");
        var others = plan.Settings.Where(setting => !OperatorFields.ContainsKey(setting.Key) && setting.Key != StandaloneKey).ToList();
        var parts = plan.Settings.Where(setting => OperatorFields.ContainsKey(setting.Key)).GroupBy(setting => OperatorFields[setting.Key].Part, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        text.Append(others.Count + parts.Count == 0 ? " {}\n" : "\n");
        if (others.Count > 0)
        {
            text.Append("  sparkConf:\n");
            foreach (var setting in others)
            {
                text.Append(Precondition(setting, "    # "));
                text.Append("    ").Append(setting.Key).Append(": ").Append(YamlText(setting.To)).Append('\n');
            }
        }

        foreach (var part in parts)
        {
            text.Append("  ").Append(part.Key).Append(":\n");
            foreach (var setting in part)
            {
                var (_, field, isNumber) = OperatorFields[setting.Key];
                text.Append(Precondition(setting, "    # "));
                text.Append("    ").Append(field).Append(": ").Append(isNumber ? setting.To : YamlText(setting.To)).Append('\n');
            }
        }

        foreach (var setting in plan.Settings.Where(setting => setting.Key == StandaloneKey))
        {
            text.Append($"# {setting.Key} {setting.To} is read by standalone clusters alone: as many cores are executor.instances times executor.cores here.\n");
        }

        return text.ToString();
    }

    /// <summary>What must hold, as a comment: a file is deployed by people who have not read the advice.</summary>
    private static string Precondition(AdvisedSetting setting, string start, string of = "") => setting.Precondition is { } precondition ? Commented($"{of}Only if this holds: {precondition}", start) : "";

    /// <summary>What the settings come to, and what that rests on: a comment in properties, shell and YAML alike.</summary>
    private static string Comments(JointPrediction? prediction) => prediction is null
        ? ""
        : string.Concat(PredictionLines.Basis(prediction).Prepend(PredictionLines.Answer(prediction)).Select(line => Commented(line)));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n";
    }

    private static void Properties(Utf8JsonWriter json, string name, IEnumerable<AdvisedSetting> settings)
    {
        json.WriteStartObject(name);
        foreach (var setting in settings)
        {
            json.WriteString(setting.Key, setting.To);
        }

        json.WriteEndObject();
    }

    /// <summary>Quoted, so that neither a number nor a yes becomes another type.</summary>
    private static string YamlText(string value) => "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>As a shell takes it for one word.</summary>
    private static string Quoted(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '=' or '_' or '-' or '/' or ':' or ',') ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static string OneLine(string text) => CellWidth.Clean(text);
}
