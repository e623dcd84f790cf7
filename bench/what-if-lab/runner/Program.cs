using System.Globalization;
using Stoker.WhatIfLab;

// Stoker.WhatIfLab INDEX ... [--pairs]: every pair of real runs of one application predicted, beside what simple rules predict, a table a corpus;
//   then the rows of IntervalTable, learnt with each application left out in turn, and both halves of the jobs, each with what the other teaches.
//   A corpus with a star: pairs on one shape that differ in settings. Pairs are shown a second time, those alone in which the machine was no slower for one than for the other.
// Stoker.WhatIfLab INDEX --jobs CORPUS NAME: where the replay of a run on its own cluster leaves the run.
// Stoker.WhatIfLab twins TRUTH [INDEX]: what findings say that their remedies save, beside what the healthy twin saved.
// Stoker.WhatIfLab curves FOLDER ...: whether the curves of logs can be believed.
// Stoker.WhatIfLab own LOG [EXECUTORS [CORES]]: where the model's own answer for the shape of a run, or that for another shape, leaves its replay.
// Stoker.WhatIfLab speed LOG: time and memory of one shape.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["speed", var log]:
        Speed.Print(log);
        return;
    case ["own", var log, .. var shape]:
        var counts = shape.Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList();
        Curves.PrintOwn(log, counts.Count > 0 ? counts[0] : null, counts.Count > 1 ? counts[1] : null);
        return;
    case ["curves", .. var folders]:
        Curves.Print(folders);
        return;
    case ["twins", var truth, .. var index]:
        Twins.Print(truth, index.FirstOrDefault());
        return;
}

var runs = RealRun.Undisturbed([.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).SelectMany(RealRun.Read)]).ToList();
if (args is [_, "--jobs", var corpusAsked, var applicationAsked])
{
    foreach (var run in runs.Where(run => run.Corpus == corpusAsked && run.Application.Contains(applicationAsked, StringComparison.Ordinal)))
    {
        Console.WriteLine($"{run.Application} {run.Program.Shape}: {run.Predictor.Self}");
        JobErrors.Print(run);
    }

    return;
}

var pairs = RunPair.Of(runs).ToList();
var moved = pairs.Where(pair => !pair.IsRepeat).ToList();
var retuned = RunPair.OfSettings(runs).ToList();
Console.WriteLine($"{runs.Count} runs, {moved.Count} ordered pairs of shapes, {pairs.Count - moved.Count} repeats; errors in % of the measured span");
Console.WriteLine();
Console.WriteLine("self-replay  " + Accuracy.Header);
foreach (var corpus in runs.GroupBy(run => run.Corpus))
{
    Console.WriteLine($"{corpus.Key,-13}" + Accuracy.Row([.. corpus.Select(run => run.Predictor.Self.Error)]));
}

foreach (var corpus in moved.Concat(retuned).GroupBy(pair => pair.From.Corpus + (pair.ChangesSettings ? "*" : "")))
{
    var repeats = pairs.Where(pair => pair.IsRepeat && pair.From.Corpus == corpus.First().From.Corpus).ToList();
    Console.WriteLine();
    Console.WriteLine($"{corpus.Key,-13}" + Accuracy.Header);
    Accuracy.Print([.. corpus], repeats);
    if (corpus.Where(RunPair.AreComparable).ToList() is { Count: > 0 } comparable)
    {
        Console.WriteLine();
        Console.WriteLine($"{corpus.Key,-13}" + Accuracy.Header + "  of these, where the machine was as fast for both (within 6 % by slot time, see RunPair.AreComparable)");
        Accuracy.Print(comparable, [.. repeats.Where(RunPair.AreComparable)]);
    }
}

Conformal.Print([.. pairs, .. retuned]);
Halves.Print([.. moved, .. retuned]);
if (args.Contains("--pairs"))
{
    foreach (var pair in pairs.Concat(retuned))
    {
        Console.WriteLine($"{pair.From.Corpus} {pair.From.Application} {pair.From.Program.Shape} -> {pair.To.Program.Shape}{string.Concat(pair.Predicted.Change.Settings.Select(each => $" {each.Key.Split('.')[^1]}={each.Value}"))}: actual {pair.ActualMs:0} predicted {pair.Predicted.SpanMs:0} ({100 * ((pair.Predicted.SpanMs / pair.ActualMs) - 1):+0.0;-0.0} %) plain {pair.Predicted.Baselines.PlainReplayMs:0} self {100 * pair.From.Predictor.Self.Error:+0.0;-0.0} % half-width {100 * pair.Predicted.Interval.HalfWidth:0} % inflation {pair.From.Inflation} {pair.To.Inflation} {pair.Predicted.Limit}{(RunPair.AreComparable(pair) ? " comparable" : "")}");
    }
}
