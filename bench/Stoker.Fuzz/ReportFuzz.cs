using System.Text;
using Stoker.Advising;
using Stoker.Analyses;
using Stoker.Comparing;
using Stoker.EventLogs.Sources;
using Stoker.Predicting;
using Stoker.Reports.Advising;
using Stoker.Reports.Analyses;
using Stoker.Reports.Comparison;
using Stoker.Reports.Html.Analyses;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;
using Stoker.Reports.Verification;
using Stoker.Reports.WhatIf;
using Stoker.Verifying;

namespace Stoker.Fuzz;

/// <summary>Damages whole logs and asks every use case about them: nothing throws, and no report says nonsense.</summary>
internal sealed class ReportFuzz : IDisposable
{
    private readonly Random _random;
    private readonly LogDamage _damage;
    private readonly (string Name, string Text)[] _logs;
    private readonly string _folder = Directory.CreateTempSubdirectory("stoker-fuzz-").FullName;

    /// <param name="logs">Plain logs by name.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    public ReportFuzz(IEnumerable<(string Name, byte[] Content)> logs, int seed)
    {
        _random = new Random(seed);
        _damage = new LogDamage(_random);
        _logs = [.. logs.Select(log => (log.Name, Encoding.Latin1.GetString(log.Content)))];
    }

    /// <summary>How many damaged logs were asked about.</summary>
    public int Inputs { get; private set; }

    /// <summary>What went wrong: log and damage, then what.</summary>
    public List<(string Input, string Trouble, string Log)> Findings { get; } = [];

    /// <summary>Damages one log and asks about it.</summary>
    public void Step()
    {
        Inputs++;
        var (name, text) = _logs[_random.Next(_logs.Length)];
        var (damaged, what) = _damage.Of(text);
        if (_random.Next(4) == 0)
        {
            (damaged, var more) = _damage.Of(damaged);
            what += " and " + more;
        }

        var (whole, broken) = (Path.Combine(_folder, "whole"), Path.Combine(_folder, "broken"));
        File.WriteAllBytes(whole, Encoding.Latin1.GetBytes(text));
        File.WriteAllBytes(broken, Encoding.Latin1.GetBytes(damaged));
        foreach (var (kind, ask) in Questions(whole, broken))
        {
            try
            {
                if (Nonsense.In(ask(), isOfTwo: kind is "compare" or "verify") is { } nonsense)
                {
                    Findings.Add(($"{kind} of {name}, {what}", nonsense, damaged));
                }
            }
            catch (SourceException)
            {
                // A file without a log in it is refused.
            }
#pragma warning disable CA1031 // That nothing throws is what is tested.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Findings.Add(($"{kind} of {name}, {what}", exception.ToString(), damaged));
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<(string Kind, Func<string> Ask)> Questions(string whole, string broken)
    {
        yield return ("analyze", () => Analyses(broken));
        yield return ("whatif", () => PredictShape.Run(new WhatIfRequest(broken)) is { Application.Jobs.Count: > 0 } answer ? WhatIfText.Write(answer, TextStyle.Pipe, Clock.Utc) + Kept(WhatIfJson.Write(answer, "0")) : "");
        yield return ("advise", () => string.Concat(AdviseApplication.Run(new AnalysisRequest(broken)).Where(advice => advice.Analysis.HasContent).Select(advice => AdviceText.Write(advice, TextStyle.Pipe, Clock.Utc))));
        yield return ("compare", () => CompareApplications.Run(new ComparisonRequest(whole, broken)).Result is { } result ? ComparisonText.Write(result, TextStyle.Pipe, Clock.Utc) + Kept(ComparisonJson.Write(result, "0")) : "");
        yield return ("verify", () => VerifyChange.Run(new VerificationRequest(new ComparisonRequest(broken, whole))).Result is { } result ? VerificationText.Write(result, TextStyle.Pipe, Clock.Utc, null) + Kept(VerificationJson.Write(result, "0")) : "");
    }

    private static string Analyses(string log)
    {
        var text = new StringBuilder();
        foreach (var analysis in AnalyzeApplication.Run(new AnalysisRequest(log)).Where(analysis => analysis.HasContent))
        {
            text.Append(AnalysisText.Write(analysis, TextStyle.Pipe, Clock.Utc));
            Kept(AnalysisJson.Write(analysis, "0", isIndented: false));
            Kept(AnalysisSarif.Write([analysis], "0"));
            Kept(AnalysisMarkdown.Write(analysis, Clock.Utc));
            Kept(AnalysisHtml.Write(analysis, Clock.Utc, "0", AnalysisOutlook.Of(analysis, Prices.Relative)));
        }

        return text.ToString();
    }

    /// <summary>Written, and not read: that it can be written is the test.</summary>
    private static string Kept(string report) => report.Length > 0 ? "" : throw new InvalidOperationException("An empty report.");
}
