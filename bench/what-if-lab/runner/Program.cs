using System.Globalization;
using Stoker.WhatIfLab;

// Stoker.WhatIfLab INDEX [--pairs]: every pair of real runs of one application predicted, beside what simple rules predict. One table a corpus.
// Stoker.WhatIfLab speed LOG: time and memory of one shape.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["speed", var log])
{
    Speed.Print(log);
    return;
}

var runs = RealRun.Read(args[0]).ToList();
var pairs = RunPair.Of(runs).ToList();
Console.WriteLine($"{runs.Count} runs, {pairs.Count} ordered pairs of shapes; errors in % of the measured span");
Console.WriteLine();
Console.WriteLine("self-replay  " + Accuracy.Header);
foreach (var corpus in runs.GroupBy(run => run.Corpus))
{
    Console.WriteLine($"{corpus.Key,-13}" + Accuracy.Row([.. corpus.Select(run => run.Predictor.Self.Error)]));
}

foreach (var corpus in pairs.GroupBy(pair => pair.From.Corpus).Append(pairs.Where(pair => pair.IsComparable).GroupBy(_ => "all comparable").FirstOrDefault()).OfType<IGrouping<string, RunPair>>())
{
    Console.WriteLine();
    Console.WriteLine($"{corpus.Key,-13}" + Accuracy.Header);
    Accuracy.Print([.. corpus]);
}

Conformal.Print("comparable pairs", [.. pairs.Where(pair => pair.IsComparable)]);
Conformal.Print("all pairs", pairs);
if (args is [_, "--jobs", var corpusAsked, var applicationAsked])
{
    foreach (var run in runs.Where(run => run.Corpus == corpusAsked && run.Application.Contains(applicationAsked, StringComparison.Ordinal)))
    {
        Console.WriteLine($"{run.Application} {run.Program.Shape}: {run.Predictor.Self}");
        JobErrors.Print(run);
    }
}

if (args.Contains("--pairs"))
{
    foreach (var pair in pairs)
    {
        Console.WriteLine($"{pair.From.Corpus} {pair.From.Application} {pair.From.Program.Shape} -> {pair.To.Program.Shape}: actual {pair.ActualMs:0} predicted {pair.Predicted.SpanMs:0} ({100 * ((pair.Predicted.SpanMs / pair.ActualMs) - 1):+0.0;-0.0} %) plain {pair.Predicted.Baselines.PlainReplayMs:0} self {100 * pair.From.Predictor.Self.Error:+0.0;-0.0} % inflation {pair.From.Inflation} {pair.To.Inflation} {pair.Predicted.Limit}");
    }
}
