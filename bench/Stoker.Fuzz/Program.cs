// Stoker.Fuzz FOLDER INPUTS [SEED]: damages the lines of the plain logs below a folder and reads them; prints what broke.
// Stoker.Fuzz reports FOLDER INPUTS [SEED] [OUT]: damages whole logs and asks every use case about them; keeps the logs that broke something in OUT.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stoker.Fuzz;

return args[0] == "reports" ? FuzzReports(args[1..]) : FuzzLines(args);

static int FuzzLines(string[] args)
{
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
}

static int FuzzReports(string[] args)
{
    var logs = Seeds.LogsOfFolder(args[0]);
    var inputs = int.Parse(args[1], CultureInfo.InvariantCulture);
    var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
    var watch = Stopwatch.StartNew();
    using var run = new ReportFuzz(logs, seed);
    while (run.Inputs < inputs)
    {
        run.Step();
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Inputs} damaged logs of {logs.Count}, {watch.Elapsed.TotalSeconds:F0} s, {run.Findings.Count} findings"));
    var kept = 0;
    foreach (var group in run.Findings.GroupBy(finding => finding.Trouble.Contains("   at ", StringComparison.Ordinal) ? string.Join('\n', finding.Trouble.Split('\n').Take(3)) : finding.Input.Split(' ')[0] + finding.Trouble[..Math.Min(12, finding.Trouble.Length)]))
    {
        var (input, trouble, log) = group.First();
        Console.WriteLine($"--- {group.Count()} x {input}\n    {string.Join('\n', trouble.Split('\n').Take(9))}");
        if (args.Length > 3)
        {
            Directory.CreateDirectory(args[3]);
            File.WriteAllBytes(Path.Combine(args[3], string.Create(CultureInfo.InvariantCulture, $"broken-{kept++}")), Encoding.Latin1.GetBytes(log));
        }
    }

    return run.Findings.Count == 0 ? 0 : 1;
}
