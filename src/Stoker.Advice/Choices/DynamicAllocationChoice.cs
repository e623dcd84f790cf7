using System.Globalization;
using Stoker.Advice.Sizing;
using Stoker.Findings.Evidence;
using Stoker.Model.Settings;

namespace Stoker.Advice.Choices;

/// <summary>Executors that come and go: worth it where slots idle for long, and safe only where shuffle data outlives its executor.</summary>
internal static class DynamicAllocationChoice
{
    private const string Prefix = "spark.dynamicAllocation.";

    /// <summary>Share of the slot time without a task from which executors are worth giving back.</summary>
    private const double MuchIdle = 0.3;

    /// <summary>What Spark takes for "no bound".</summary>
    private const long NoBound = int.MaxValue;

    public static Choice? Of(ChoiceContext context)
    {
        if (!context.HasExecutors)
        {
            return null;
        }

        var idle = context.Core.Total.Value > 0 ? context.Core.Idle.Value / (double)context.Core.Total.Value : 0;
        EvidenceItem[] evidence = [EvidenceItem.Of("idleShare", Math.Round(idle, 4), EvidenceUnit.Ratio), EvidenceItem.Of("mostExecutors", context.MostExecutors, EvidenceUnit.Count)];
        if (context.Settings.IsOn(Prefix + "enabled") == true)
        {
            return Bounded(context, evidence);
        }

        return context.IsStreaming ? Keep("A stream keeps its executors busy at each batch; those that go would be missed at the next.")
            : idle < MuchIdle ? Keep(Text($"Slots were without a task for {100 * idle:0} % of their time: executors that come and go would give back less than that."))
            : context.MostExecutors <= 1 ? Keep("There was one executor at a time: as long as the program runs, there is none to give back.")
            : !DynamicAllocation.GivesBack(context.Settings, context.WallSeconds) ? Keep(Text($"Executors go after {DynamicAllocation.IdleTimeoutMs(context.Settings) / 1000.0:0.#} s without work, and the run took {context.WallSeconds:0} s."))
            : TurnedOn(context, evidence, idle);

        Choice Keep(string reason) => ChoiceContext.Keep(ChoiceSubject.DynamicAllocation, reason) with { Evidence = evidence };
    }

    private static Choice TurnedOn(ChoiceContext context, EvidenceItem[] evidence, double idle)
    {
        var hasService = context.Settings.IsOn("spark.shuffle.service.enabled") == true;
        var canTrack = context.Settings.Version >= new SparkVersion(3, 0);
        if (!hasService && !canTrack)
        {
            return ChoiceContext.Keep(ChoiceSubject.DynamicAllocation, $"Before Spark 3.0 it needs the external shuffle service, which this run had not ({100 * idle:0} % of the slot time was idle).") with { Evidence = evidence };
        }

        return new Choice
        {
            Subject = ChoiceSubject.DynamicAllocation,
            Verdict = ChoiceVerdict.Decide,
            Reason = Text($"Give back executors that have nothing to do: {100 * idle:0} % of the slot time was without a task. At most as many as now, so that it never takes more."),
            Precondition = (hasService ? "The shuffle service keeps running on every machine." : "Executors with shuffle data stay until that is no longer used (shuffle tracking), so that fewer go than are idle."
                    + (context.Settings.Version >= new SparkVersion(3, 1) ? " With spark.decommission.enabled and spark.storage.decommission.enabled they hand it over and go." : ""))
                + (context.Application.CachedRdds.Count > 0 ? " Executors with cached data stay too." : "")
                + (context.Cluster == ClusterManager.Standalone ? " On a standalone cluster spark.executor.cores must be set, or one executor takes a whole worker." : ""),
            Evidence = evidence,
            Settings =
            [
                .. context.Setting(Prefix + "enabled", "true"),
                .. hasService ? [] : context.Setting(Prefix + "shuffleTracking.enabled", "true"),
                .. context.Setting(Prefix + "minExecutors", "1"),
                .. context.Setting(Prefix + "maxExecutors", Text($"{context.MostExecutors}")),
            ],
        };
    }

    /// <summary>Without a bound, one query over too much input takes the whole cluster.</summary>
    private static Choice Bounded(ChoiceContext context, EvidenceItem[] evidence)
    {
        var most = context.Settings.Number(Prefix + "maxExecutors");
        if (most is { } bound and < NoBound)
        {
            return ChoiceContext.Keep(ChoiceSubject.DynamicAllocation, Text($"It is on, and takes at most {ExecutorWords.Of(bound)}; {context.MostExecutors} {(context.MostExecutors == 1 ? "was" : "were")} there at once.")) with { Evidence = evidence };
        }

        return new Choice
        {
            Subject = ChoiceSubject.DynamicAllocation,
            Verdict = ChoiceVerdict.Decide,
            Reason = Text($"Give it a bound: without one, a query over too much input takes the whole cluster. This run had {ExecutorWords.Of(context.MostExecutors)} at most; twice that leaves room to grow."),
            Precondition = "Larger inputs may be that much slower.",
            Evidence = evidence,
            Settings = [.. context.Setting(Prefix + "maxExecutors", Text($"{2 * context.MostExecutors}"))],
            NoSaving = "It changes nothing of a run like this one.",
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
