using System.Globalization;
using Stoker.Diagnoses;
using Stoker.Diagnosing;
using Stoker.Findings;
using Stoker.Findings.Evidence;
using Stoker.Findings.Places;
using Stoker.Findings.Pricing;
using Stoker.Findings.Remedies;
using Stoker.Linting;
using Stoker.Model.Units;
using Stoker.Reports.Quantities;

namespace Stoker.Reports.Findings;

/// <summary>The findings of a diagnosis in the order of what they cost: heading, cost, proof and remedy of each.</summary>
internal sealed class FindingSection
{
    /// <summary>Facts in the line of proof.</summary>
    private const int MostFacts = 4;

    /// <summary>Of these in a single line.</summary>
    private const int MostBriefFacts = 2;

    /// <summary>Findings that are shown; the rest is counted.</summary>
    private const int MostFindings = 10;

    /// <summary>Of these such as are only to know.</summary>
    private const int MostInfos = 5;

    /// <summary>Share of the run from which what is only to know is not called little.</summary>
    private const double Much = 0.1;

    private readonly DiagnosisResult _result;
    private readonly Dictionary<string, string> _titles = DiagnosisCatalogue.Titles.ToDictionary(title => title.Id, title => title.Title, StringComparer.Ordinal);

    /// <summary>Places of findings that are told in one line.</summary>
    private const int MostPlaces = 5;

    /// <summary>What is shorter rounds to 0 ms, which would say that it costs nothing, s.</summary>
    public const double Shortest = 0.0005;

    private readonly PricedLint? _code;

    /// <summary>Share by which two sums of slot time must differ to be told apart.</summary>
    private const double OtherBase = 0.05;

    /// <param name="review">The findings.</param>
    /// <param name="code">The program's source, joined with the run.</param>
    /// <param name="coreTime">The core time that the report splits, where it shows that.</param>
    public FindingSection(ReviewedDiagnosis review, PricedLint? code = null, Milliseconds? coreTime = null)
    {
        _code = code;
        _result = review.Result;
        List<Finding> ranked = [.. review.Result.Ranked.Where(finding => !IsToldByNotes(finding))];
        Hidden = NotCheckedText.Of(review.Result.NotChecked) is { } notChecked ? [.. HiddenBy(review), notChecked] : [.. HiddenBy(review)];
        Shown = [.. ranked.Where(finding => finding.Severity != Severity.Info).Take(MostFindings)];
        var infos = ranked.Where(finding => finding.Severity == Severity.Info).GroupBy(finding => finding.Id, StringComparer.Ordinal).Select(group => group.ToList()).ToList();
        OfLog = [.. infos.Where(IsOfLog)];
        ToKnow = [.. infos.Where(group => !IsOfLog(group)).Take(Math.Min(MostInfos, MostFindings - Shown.Count))];
        OthersCount = ranked.Count - Shown.Count - OfLog.Concat(ToKnow).Sum(group => group.Count);
        if (coreTime is { } split && BaseOf(split) is { } note && Shown.Concat(ToKnow.SelectMany(group => group)).Any(finding => finding.Cost is not null))
        {
            Hidden = [note, .. Hidden];
        }
    }

    /// <summary>Findings that ask for something to be done.</summary>
    public IReadOnlyList<Finding> Shown { get; }

    /// <summary>Said where there is none. What is only to know may cost a large part of the run all the same: it says why it is no more.</summary>
    public string None => Dearest is { } dearest ? $"none to act on for certain; only to know: {dearest}" : _result.NotChecked.Count > 0 ? "none that costs this application much, of what could be checked" : "none that costs this application much";

    /// <summary>What is only to know and costs a large part of the run, with that: <c>PART001 (40 % of the run)</c>; absent when there is none.</summary>
    public string? Dearest
    {
        get
        {
            var shares = ToKnow.Select(group => (group[0].Id, Wall: Share(group.Sum(finding => finding.Cost?.WallSeconds?.Expected ?? 0), _result.WallSeconds), Core: Share(group.Sum(finding => finding.Cost?.CoreSeconds.Expected ?? 0), _result.SupplySeconds)))
                .Where(group => Math.Max(group.Wall, group.Core) >= Much).ToList();
            return shares.Count == 0 ? null : shares.MaxBy(group => Math.Max(group.Wall, group.Core)) is var (id, wall, core) && wall >= Much ? $"{id} ({Quantity.Share(wall, 1)} of the run)" : $"{id} ({Quantity.Share(core, 1)} of core time)";
        }
    }

    /// <summary>What is only to know of the log, those of one id together: it comes first, since all else is read from it.</summary>
    public IReadOnlyList<IReadOnlyList<Finding>> OfLog { get; }

    /// <summary>Other findings that are only to know, those of one id together.</summary>
    public IReadOnlyList<IReadOnlyList<Finding>> ToKnow { get; }

    public int OthersCount { get; }

    /// <summary>What is not shown and why, and what could not be checked: one line each.</summary>
    public IReadOnlyList<string> Hidden { get; }

    public bool IsEmpty => Shown.Count == 0 && OfLog.Count == 0 && ToKnow.Count == 0 && Hidden.Count == 0;

    /// <summary>Whether a finding of an id is shown.</summary>
    public bool Shows(string id) => Shown.Any(finding => finding.Id == id) || OfLog.Concat(ToKnow).Any(findings => findings[0].Id == id);

    private static bool IsOfLog(List<Finding> findings) => findings[0].Id.StartsWith("LOG", StringComparison.Ordinal);

    /// <summary><c>SKEW001 One shuffle partition holds far more data than the rest</c>.</summary>
    public string Heading(Finding finding) => Heading(finding.Id);

    /// <summary>The same of an id.</summary>
    public string Heading(string id) => $"{id} {_titles.GetValueOrDefault(id, "")}";

    /// <summary>
    /// Findings of one id that are only to know, in one line: what, price together, places, what shows the first where no price does, and the setting
    /// that would change them.
    /// </summary>
    public string Brief(IReadOnlyList<Finding> findings)
    {
        var finding = findings[0];
        var parts = Prices(CostOf(findings));
        var setting = finding.Remedies.Count > 0 && finding.Remedies[0].Setting is { To: not null } first ? first : null;
        var change = setting is null ? null : TextOf(setting);
        var facts = parts.Count > 0 || findings.Count > 1 ? [] : finding.Evidence.Where(item => item.Name != setting?.Key).Take(MostBriefFacts).Select(EvidenceText.Of).ToList();
        var isSaid = finding.Place switch
        {
            ApplicationPlace => facts.Count > 0 || change is not null,
            SettingPlace => change is not null || facts.Exists(fact => fact.Contains(PlaceText.Of(finding.Place), StringComparison.Ordinal)),
            _ => false,
        };
        if (!isSaid)
        {
            parts.Add(PlacesOf(findings));
        }

        if (facts.Count > 0)
        {
            parts.Add(string.Join(", ", facts));
        }

        if (change is not null)
        {
            parts.Add("set " + change);
        }

        parts.AddRange(GradeOf(finding));
        parts.AddRange(HelpOf(finding));
        if (finding is { Confidence: Confidence.Low, Doubt: { } doubt })
        {
            parts.Add(doubt);
        }

        return $"{Heading(finding)}: {string.Join("; ", parts)}";
    }

    /// <summary>Cost, place and confidence.</summary>
    public string Costs(Finding finding)
    {
        var parts = Prices(finding.Cost);
        if (parts.Count > 0 && finding.Cost is { } priced)
        {
            parts.Add(BasisOf(priced.Basis));
        }

        parts.Add(string.Join(", ", PlacesBeside(finding).Prepend(finding.Place).Distinct().Select(PlaceText.Of)));
        parts.Add(ConfidenceOf(finding));
        parts.AddRange(GradeOf(finding));
        parts.AddRange(HelpOf(finding));
        return string.Join("; ", parts);
    }

    /// <summary>Lines and stages; of a finding on all of the application, of which no line is known, jobs or queries, such as those on both sides of a pause.</summary>
    private static IEnumerable<Place> PlacesBeside(Finding finding)
    {
        List<Place> lines = [.. finding.RelatedPlaces.Where(place => place is CallSitePlace or StagePlace).Take(2)];
        return lines.Count > 0 || finding.Place is not ApplicationPlace ? lines : finding.RelatedPlaces.Where(place => place is JobPlace or SqlExecutionPlace).Take(2);
    }

    /// <summary>Why a finding ranks behind dearer ones; nothing where it does not.</summary>
    public static IEnumerable<string> GradeOf(Finding finding) =>
        finding.SeverityReason is { } reason ? [$"{finding.Severity.ToString().ToLowerInvariant()}, since {reason}"] : [];

    private static double Share(double part, double whole) => whole > 0 ? part / whole : 0;

    /// <summary>
    /// What shares of core time are of, where that is not the core time that the report splits. Tasks that end late in the log overlap: the split counts each as long as it says it ran, prices
    /// are parts of the time that slots had.
    /// </summary>
    private string? BaseOf(Milliseconds split) => Math.Abs((split.Value / 1000.0) - _result.SupplySeconds) < OtherBase * _result.SupplySeconds ? null
        : $"Shares of core time are of {Seconds(_result.SupplySeconds)}, what the slots had; the split above comes to {Quantity.Duration(split)}{(split.Value / 1000.0 > _result.SupplySeconds ? ", since tasks overlap in the log" : "")}";

    private static IEnumerable<string> HelpOf(Finding finding) =>
        finding.Groups.Count > 0 ? ["would help with " + string.Join(", ", finding.Groups.Select(group => group.Id).Distinct())] : [];

    /// <summary>What findings of one id cost together: no two are paid for the same time.</summary>
    private static Cost? CostOf(IReadOnlyList<Finding> findings) => findings.Select(finding => finding.Cost).OfType<Cost>().Aggregate((Cost?)null, (sum, cost) => sum is null ? cost : sum with
    {
        CoreSeconds = Sum(sum.CoreSeconds, cost.CoreSeconds),
        WallSeconds = sum.WallSeconds is { } left && cost.WallSeconds is { } right ? Sum(left, right) : sum.WallSeconds ?? cost.WallSeconds,
    });

    private static Estimate Sum(Estimate left, Estimate right) => new(left.Low + right.Low, left.Expected + right.Expected, left.High + right.High);

    /// <summary><c>stage 3.0</c>, or <c>3 places: stage 3.0, stage 5.0, stage 7.0</c>.</summary>
    private static string PlacesOf(IReadOnlyList<Finding> findings)
    {
        List<string> places = [.. findings.Select(finding => PlaceText.Of(finding.Place)).Distinct()];
        var more = places.Count > MostPlaces ? $" and {Quantity.Count(places.Count - MostPlaces)} more" : "";
        return (places.Count > 1 ? $"{Quantity.Count(places.Count)} places: " : "") + string.Join(", ", places.Take(MostPlaces)) + more;
    }

    private List<string> Prices(Cost? price)
    {
        List<string> parts = [];
        if (price is { } cost)
        {
            if (OpenOf(cost) is { } open)
            {
                return [open];
            }

            if (cost.WallSeconds is { Expected: >= Shortest } wall)
            {
                parts.Add($"{Seconds(wall.Expected)} of the run ({Between(wall)}{Quantity.Share(wall.Expected, _result.WallSeconds)})");
            }

            if (cost.CoreSeconds.Expected >= Shortest)
            {
                var interval = parts.Count == 0 ? Between(cost.CoreSeconds) : ""; // One is enough for a line; JSON and HTML have both.
                parts.Add($"{Seconds(cost.CoreSeconds.Expected)} of core time ({interval}{Quantity.Share(cost.CoreSeconds.Expected, _result.SupplySeconds)})");
            }
        }

        return parts;
    }

    /// <summary>That a remedy may cost as much as it saves, where that is what its price says; null where there is something to gain.</summary>
    public static string? OpenOf(Cost cost) => cost is { IsOpen: true, WallSeconds: { } wall } ? $"nothing to gain for sure: {SpanOf(wall)} of the run" : null;

    /// <summary>How sure it is and, where it is not, why.</summary>
    public static string ConfidenceOf(Finding finding) =>
        $"{finding.Confidence.ToString().ToLowerInvariant()} confidence{(finding.Doubt is { } doubt ? $" ({doubt})" : "")}";

    /// <summary>What a price rests on, in a word or two.</summary>
    public static string BasisOf(Basis basis) => basis switch
    {
        Basis.Measured => "measured",
        Basis.Bounded => "worked out from the log's times",
        _ => "estimated",
    };

    /// <summary>The lines of the program behind it, and what lint finds on them; absent when no source was given or none is known.</summary>
    public string? Code(Finding finding) => _code is null ? null : FindingCode.Of(finding, _code).Text;

    /// <summary>The first facts, with the error among them when there is one: no number says as much. Behind them what else than the first of them is in the price.</summary>
    public static string Proof(Finding finding)
    {
        List<EvidenceItem> facts = [.. finding.Evidence.Where(item => !item.IsPartOfPrice)];
        var error = facts.Skip(MostFacts).FirstOrDefault(item => item.Name == "error");
        var text = string.Join(", ", facts.Take(error is null ? MostFacts : MostFacts - 1).Concat(error is null ? [] : [error]).Select(EvidenceText.Of));
        var parts = string.Join(", ", finding.Evidence.Where(item => item.IsPartOfPrice).Select(EvidenceText.Of));
        return parts.Length == 0 ? text : $"{text}; of the core time: {parts}";
    }

    /// <summary>The first remedy, with its setting.</summary>
    public static string? Advice(Finding finding) => finding.Remedies.Count == 0 ? null : Of(finding.Remedies[0]);

    /// <summary>What follows from it: <c>leads to Tasks spill to disk (MEM001, stage 2.0)</c>; before that what explains it.</summary>
    public string? Consequences(Finding finding)
    {
        var parts = finding.Consequences.GroupBy(reference => reference.Id, StringComparer.Ordinal)
            .GroupBy(group => ConsequenceWords.Explains(group.Key))
            .OrderByDescending(kind => kind.Key)
            .Select(kind => (kind.Key ? "explained by " : "leads to ") + string.Join("; ", kind.Take(4)
                .Select(group => $"{_titles.GetValueOrDefault(group.Key, "")} ({group.Key}, {string.Join(", ", group.Take(3).Select(reference => PlaceText.Of(reference.Place)))})")));
        return string.Join("; ", parts) is { Length: > 0 } text ? text : null;
    }

    /// <summary>Broken lines that change little: the notes on the log name the first of each kind with its place.</summary>
    private static bool IsToldByNotes(Finding finding) => finding is { Id: "LOG010", Severity: Severity.Info };

    private static IEnumerable<string> HiddenBy(ReviewedDiagnosis review)
    {
        foreach (var group in review.Accepted.GroupBy(accepted => accepted.Acceptance))
        {
            var end = group.Key.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until:yyyy-MM-dd}") : "";
            yield return $"{Quantity.Count(group.Count(), "finding")} of {group.Key.Id} accepted{end}{(group.Key.Reason is { Length: > 0 } reason ? ": " + reason : "")}";
        }

        if (review.KnownCount > 0)
        {
            yield return $"{Quantity.Count(review.KnownCount, "finding")} of the baseline not shown";
        }
    }

    private static string Of(Remedy remedy) => remedy.Setting is { To: not null } setting ? $"{remedy.Change} Set {TextOf(setting)}"
        : remedy.Question is { } question ? $"{question} If so: {remedy.Change}"
        : remedy.Change;

    /// <summary><c>spark.sql.shuffle.partitions=64 (now 200)</c>: without what it is now, it would read as what it is.</summary>
    private static string TextOf(SettingChange setting) => $"{setting.Key}={setting.To}{NowOf(setting)}";

    /// <summary>What a setting is now, in parentheses.</summary>
    public static string NowOf(SettingChange setting) => setting.From is { Length: > 0 } from ? $" (now {from})" : " (now not set)";

    private static string Between(Estimate estimate) => Seconds(estimate.Low) == Seconds(estimate.High) ? "" : $"{SpanOf(estimate)}, ";

    /// <summary><c>1.2 s to 3.4 s</c>; where the remedy may cost more than it saves, <c>1.2 s lost to 3.4 s saved</c>.</summary>
    public static string SpanOf(Estimate seconds) => Seconds(seconds.Low).StartsWith('-') ? $"{Seconds(-seconds.Low)} lost to {Seconds(seconds.High)} saved" : $"{Seconds(seconds.Low)} to {Seconds(seconds.High)}";

    private static string Seconds(double seconds) => Quantity.Duration(new Milliseconds((long)Math.Round(seconds * 1000)));
}
