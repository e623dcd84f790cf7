using System.Globalization;
using Stoker.Model.Units;
using Stoker.Predicting;
using Stoker.Reports.Quantities;
using Stoker.Reports.Tables;
using Stoker.Reports.Terminal;
using Stoker.Simulation.Predictions;

namespace Stoker.Reports.WhatIf;

/// <summary>The curve over shapes as a table: one row a shape, what it costs, and what bounds it.</summary>
internal static class WhatIfTable
{
    /// <summary>As many as a double can be rounded to.</summary>
    private const int MostDecimals = 15;

    public static Table Of(Predicting.WhatIf answer)
    {
        // Of executors and cores, what differs stays where width is short.
        var isOverCores = answer.Runs.Select(run => run.Run.Shape.Executors).Distinct().Count() == 1;
        var areCoresAlike = !isOverCores && answer.Runs.Select(run => run.Run.Shape.CoresPerExecutor).Distinct().Count() == 1;
        var hasSettings = answer.Request.ChangesRun;
        var table = new Table(
            new Column("executors") { Rank = isOverCores ? 9 : 0 },
            new Column("cores") { Rank = areCoresAlike ? 5 : 0 },
            new Column("slots") { Rank = 6 },
            new Column("settings") { IsText = true },
            new Column("takes") { Tone = Tone.Strong },
            new Column("9 in 10 runs") { Rank = 1 },
            new Column("cost") { Rank = 2 },
            new Column("slots busy") { Rank = 4 },
            new Column("limited by") { IsText = true, Rank = 3 },
            new Column("1/n says") { Rank = 8 },
            new Column("plain replay") { Rank = 7 });
        foreach (var run in answer.Runs)
        {
            var (predicted, outside) = (run.Run, answer.OutsideMs);
            table.Add(
                answer.IsLocal ? "" : Quantity.Count(predicted.Shape.Executors),
                Quantity.Count(predicted.Shape.CoresPerExecutor),
                Quantity.Count(predicted.Shape.Slots),
                !hasSettings ? "" : run.IsMeasured ? "as they were" : "as asked",
                Duration(run.TakesMs),
                run.IsMeasured ? "as measured" : Interval(predicted.ApplicationInterval),
                answer.Request.Prices.AreFree ? "" : Cost(run.Cost, answer.Request.Prices),
                Quantity.Share(predicted.Utilization, 1),
                LimitName(predicted.Limit),
                Duration(predicted.Baselines.InverseMs + outside),
                Duration(predicted.Baselines.PlainReplayMs + outside));
        }

        return table;
    }

    public static string Duration(double milliseconds) => Quantity.Duration(new Milliseconds((long)Math.Round(milliseconds)));

    public static string Interval(PredictionInterval interval) => Quantity.Between(Rounded(interval.LowMs), Rounded(interval.HighMs), " - ");

    private static Milliseconds Rounded(double milliseconds) => new((long)Math.Round(milliseconds));

    public static string Cost(double cost, Prices prices)
    {
        var number = cost switch
        {
            <= 0 => "0",

            // Two figures of what is next to nothing: zeros alone would say that it is free.
            < 0.00095 => Math.Round(cost, Math.Min(MostDecimals, 1 - (int)Math.Floor(Math.Log10(cost)))).ToString("0.################", CultureInfo.InvariantCulture),
            < 0.0995 => cost.ToString("0.0000", CultureInfo.InvariantCulture),
            < 9.995 => cost.ToString("0.00", CultureInfo.InvariantCulture),
            < 999.5 => cost.ToString("0.0", CultureInfo.InvariantCulture),
            _ => Quantity.Count((long)Math.Round(cost)),
        };
        return $"{number} {prices.Currency ?? "core-h"}";
    }

    public static string LimitName(Limit limit) => limit switch
    {
        Limit.Slots => "slots",
        Limit.Driver => "driver",
        Limit.LongestTask => "longest task",
        Limit.LaunchRate => "launching tasks",
        Limit.HostCpus => "CPUs of the host",
        _ => "chain of stages",
    };
}
