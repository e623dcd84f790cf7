// Stoker.Fuzz FOLDER INPUTS [SEED]: damages the lines of the plain logs below a folder and reads them; prints what broke.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stoker.Fuzz;

var seeds = Seeds.OfFolder(args[0]);
var inputs = long.Parse(args[1], CultureInfo.InvariantCulture);
var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
var runs = Enumerable.Range(0, Environment.ProcessorCount).Select(thread => new FuzzRun(seeds, (seed * 1000) + thread)).ToArray();
var watch = Stopwatch.StartNew();
Parallel.ForEach(runs, run =>
{
    while (run.Inputs < inputs / runs.Length && run.Findings.Count < 100)
    {
        run.Step();
    }
});
var findings = runs.SelectMany(run => run.Findings).ToList();
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{runs.Sum(run => run.Inputs)} inputs from {seeds.Count} lines, {runs.Sum(run => run.FastLines)} read fast, {watch.Elapsed.TotalSeconds:F0} s, {findings.Count} findings"));
foreach (var finding in findings.GroupBy(finding => finding.Trouble.Split('\n')[0].Split("at byte")[0]).Select(group => group.MinBy(finding => finding.Input.Length)).Take(20))
{
    Console.WriteLine($"--- {finding?.Trouble}\n{Encoding.UTF8.GetString(finding?.Input ?? [])}");
}

return findings.Count == 0 ? 0 : 1;
