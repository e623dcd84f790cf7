using Stoker.Advice.Choices;
using Stoker.Advice.Recommendations;
using Stoker.Advice.Sizing;
using Stoker.Advising;
using Stoker.Findings;
using Stoker.Findings.Pricing;
using Stoker.Model.Units;
using Stoker.Reports.Findings;
using Stoker.Reports.Headers;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;

namespace Stoker.Reports.Advising;

/// <summary>The sentences of an advice, the same in every form.</summary>
internal static class AdviceLines
{
    /// <summary>Places beyond this many of one change are counted.</summary>
    private const int MostPlaces = 3;

    /// <summary>Title of the changes that results depend on.</summary>
    public const string QuestionsTitle = "To ask the author of the program: with another answer, results change";

    /// <summary>What the advice comes to, in one sentence.</summary>
    public static string Summary(ApplicationAdvice advice)
    {
        var summary = !IsEmpty(advice.Plan) ? Summary(advice.Plan)
            : WorthIt(advice) is { Count: > 0 } worth ? Unanswered(advice.Plan, worth)
            : advice.Choices.Count(valued => valued.Choice.Verdict == ChoiceVerdict.Decide) is > 0 and var choices ? $"No finding of this run is worth a change; {Quantity.Count(choices, "choice")} of the cluster for a person to decide."
            : Summary(advice.Plan);
        return UnfinishedWords.Of(advice.Analysis.Application) is { } unfinished ? $"{summary} {unfinished}" : summary;
    }

    /// <summary>What settings and changes of the program come to, in one sentence.</summary>
    public static string Summary(AdvicePlan plan)
    {
        var (changes, questions) = (Count(plan, isQuestion: false), Count(plan, isQuestion: true));
        var code = (changes, questions) switch
        {
            (0, 0) => null,
            (_, 0) => $"{Quantity.Count(changes, "change")} of the program that would help",
            (0, _) => $"{Quantity.Count(questions, "question")} to the author of the program",
            _ => $"{Quantity.Count(changes, "change")} of the program that would help, and {Quantity.Count(questions, "question")} to its author",
        };
        var open = plan.Code.Where(IsOpen).Select(change => (change.Finding.Id, change.Change)).Distinct().Count();
        var costly = open == 0 ? "" : $" {Quantity.Count(open, "change")} of the program may cost as much as {(open == 1 ? "it saves" : "they save")}.";
        return (plan.Settings.Count, code) switch
        {
            (0, null) when open > 0 => $"No setting to change.{costly}",
            (0, null) => "Nothing to change: no finding of this run is worth it.",
            (0, _) => $"No setting to change; {code}.{costly}",
            (var settings, null) => $"{Quantity.Count(settings, "setting")} to change together.{costly}",
            var (settings, _) => $"{Quantity.Count(settings, "setting")} to change together{(questions > 0 && changes > 0 ? "," : ", and")} {code}.{costly}",
        };
    }

    private static bool IsEmpty(AdvicePlan plan) => plan.Settings.Count + plan.Code.Count == 0;

    /// <summary>Ids of the findings that ask for a change, the gravest first; what a log lacks asks for none.</summary>
    private static List<string> WorthIt(ApplicationAdvice advice) =>
        [.. (advice.Analysis.Diagnosis?.Ranked ?? []).Where(finding => finding.Severity > Severity.Info && finding.CausedBy is null && !finding.Id.StartsWith("LOG", StringComparison.Ordinal)).Select(finding => finding.Id).Distinct()];

    /// <summary>That a run has findings, and nothing that can be advised for them without a person.</summary>
    private static string Unanswered(AdvicePlan plan, List<string> worth)
    {
        var declined = plan.Declined.SelectMany(change => change.Findings).Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        List<string> ofProgram = [.. worth.Where(id => !declined.Contains(id))];
        List<string> ofPerson = [.. worth.Where(declined.Contains)];
        return "No setting can be changed safely: "
            + (ofProgram.Count > 0 ? $"the program has to change for {string.Join(", ", ofProgram)}" : "")
            + (ofProgram.Count > 0 && ofPerson.Count > 0 ? ", and " : "")
            + (ofPerson.Count > 0 ? $"a person has to decide about {string.Join(", ", ofPerson)}" : "") + ".";
    }

    private static int Count(AdvicePlan plan, bool isQuestion) =>
        plan.Code.Where(change => change.Question is not null == isQuestion && !IsOpen(change)).Select(change => (change.Finding.Id, change.Change)).Distinct().Count();

    private static bool IsOpen(AdvisedCode change) => change.Finding.Cost is { IsOpen: true };

    /// <summary>What stands beneath a setting: why, what the findings cost, whom it argues with, what must hold.</summary>
    public static IEnumerable<string> Of(AdvisedSetting setting, ApplicationAdvice advice)
    {
        var ids = string.Join(", ", setting.Findings.Select(finding => finding.Id).Distinct());
        yield return $"{setting.Reason} ({ids}{(CostOf(setting.Cost, advice) is { } cost ? ": " + cost : "")})";
        if (setting.IsSetByProgram)
        {
            yield return "The program sets it while it runs, where no file reaches it: change it there.";
        }
        else if (setting.WasSet)
        {
            yield return $"Somebody set it to {setting.From}; this run shows what that costs.";
        }
        else if (setting.From is { } from)
        {
            yield return $"The default was {from}.";
        }

        if (setting.Precondition is { } precondition)
        {
            yield return "Only if this holds: " + precondition;
        }
    }

    /// <summary>Settings that a person has to decide, without those that a choice is about: it says more of them.</summary>
    public static IEnumerable<string> Declined(ApplicationAdvice advice)
    {
        var chosen = advice.Choices.SelectMany(valued => valued.Choice.Settings).Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        if (advice.Choices.Any(valued => valued.Choice.Subject == ChoiceSubject.DynamicAllocation))
        {
            chosen.Add("spark.dynamicAllocation.enabled");
        }

        return advice.Plan.Declined.Where(change => !chosen.Contains(change.Key)).Select(change => Of(change, advice));
    }

    private static string Of(DeclinedChange change, ApplicationAdvice advice) =>
        $"{change.Key}{(change.To is { } to ? "=" + to : "")} ({string.Join(", ", change.Findings.Select(finding => finding.Id).Distinct())}{(CostOf(change.Cost, advice) is { } cost ? ", at most " + cost : "")}): {change.Reason}";

    /// <summary>Changes of the program that leave its results as they are, one line each, with all the places that ask for it.</summary>
    public static IEnumerable<string> Code(ApplicationAdvice advice) => Code(advice, isQuestion: false);

    /// <summary>Changes of the program that are right only if its author answers a question with yes.</summary>
    public static IEnumerable<string> Questions(ApplicationAdvice advice) => Code(advice, isQuestion: true);

    private static IEnumerable<string> Code(ApplicationAdvice advice, bool isQuestion)
    {
        foreach (var same in advice.Plan.Code.Where(change => change.Question is not null == isQuestion).GroupBy(change => (change.Finding.Id, change.Change, change.Question, change.Precondition)))
        {
            var places = same.Select(change => PlaceText.Of(change.Finding.Place)).Distinct().ToList();
            var named = string.Join("; ", places.Take(MostPlaces)) + (places.Count > MostPlaces ? $" and {Quantity.Count(places.Count - MostPlaces)} more" : "");
            yield return $"{same.Key.Id} {named}{(CostOf(Sum([.. same.Select(change => change.Finding.Cost).OfType<Cost>()]), advice) is { } cost ? $" ({cost})" : "")}: {(same.Key.Question is { } question ? $"{question} If so: " : "")}{same.Key.Change}{(same.Key.Precondition is { } holds ? $" Only if this holds: {holds}" : "")}";
        }
    }

    /// <summary>Costs of several findings together: each second is in one of them only.</summary>
    private static Cost? Sum(IReadOnlyList<Cost> costs)
    {
        var walls = costs.Select(cost => cost.WallSeconds).OfType<Estimate>().ToList();
        return costs.Count == 0 ? null : new Cost(Add(costs.Select(cost => cost.CoreSeconds)), walls.Count == 0 ? null : Add(walls), costs.Max(cost => cost.Basis));

        static Estimate Add(IEnumerable<Estimate> parts) => parts.Aggregate((one, other) => new Estimate(one.Low + other.Low, one.Expected + other.Expected, one.High + other.High));
    }

    /// <summary>Wall time and core time that a finding costs, with their shares of the run.</summary>
    public static string? CostOf(Cost? cost, ApplicationAdvice advice)
    {
        if (cost is null || advice.Analysis.Diagnosis is not { } diagnosis)
        {
            return null;
        }

        return FindingSection.OpenOf(cost) ?? (cost.WallSeconds is { Expected: > 0 } wall
            ? $"{Seconds(wall.Expected)} of the run, {Quantity.Share(wall.Expected, diagnosis.WallSeconds)}"
            : $"{Seconds(cost.CoreSeconds.Expected)} of core time, {Quantity.Share(cost.CoreSeconds.Expected, diagnosis.SupplySeconds)}");
    }

    /// <summary>Pools of an executor's memory; null when nothing was measured.</summary>
    public static Table? TableOf(ExecutorSizing? sizing)
    {
        if (sizing?.HeapPeak is null)
        {
            return null;
        }

        var table = new Table(new Column(MemoryOf(sizing)) { IsText = true }, new Column("most used"), new Column("given"), new Column("would do"));
        Add(table, "heap, garbage included", sizing.HeapPeak, sizing.Heap, sizing.SmallerHeap);
        Add(table, "  of it sorts, joins, caches", sizing.UnifiedPeak, null);
        Add(table, "  of it caches", sizing.StoragePeak, null);
        Add(table, "off the heap: classes, code", sizing.OffHeapPeak, null);
        Add(table, "off the heap: direct buffers", sizing.DirectPeak, null);
        Add(table, "Python workers", sizing.PythonPeak, null);
        Add(table, "container beside the heap", sizing.Overhead is null ? null : sizing.BesideHeapPeak, sizing.Overhead, sizing.OverheadNeed);
        return table;
    }

    /// <summary>Whose memory it is, as Spark calls it: in local mode the driver runs the tasks.</summary>
    private static string MemoryOf(ExecutorSizing? sizing) => sizing?.IsOfDriver == true ? "memory of the driver" : "memory of an executor";

    /// <summary>What the measured peaks would allow; a person decides, since another day's input may be larger.</summary>
    public static string? SmallerHeap(ExecutorSizing? sizing) => sizing is { SmallerHeap: { } smaller, HeapPeak: { } peak }
        ? $"A heap of {Quantity.Size(smaller)} would have held this run, whose peak was {Quantity.Size(peak)}. It saves memory, not time; larger input needs more."
        : null;

    private static void Add(Table table, string name, Bytes? peak, Bytes? given, Bytes? enough = null)
    {
        if (peak is not null || given is not null)
        {
            table.Add(name, Size(peak), Size(given), Size(enough));
        }

        static string Size(Bytes? bytes) => bytes is { } known ? Quantity.Size(known) : "";
    }

    private static string Seconds(double seconds) => Quantity.Duration(new Milliseconds((long)Math.Round(seconds * 1000)));
}
