using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Stoker.Spark.Tests.HistoryServer.Comparison;

/// <summary>Asks a real History Server about logs, once: answers are kept below <c>artifacts/history-server</c> until script, version or logs change.</summary>
internal static class Recorder
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <param name="shared">Folder with real Spark.</param>
    /// <param name="version">Version of Spark.</param>
    /// <param name="logs">Logs, or folders of logs.</param>
    public static Recording Record(string shared, string version, IReadOnlyList<string> logs)
    {
        var script = Path.Combine(SharedFolder.Repository, "eng", "record-history-server");
        var folder = Directory.CreateDirectory(Path.Combine(SharedFolder.Repository, "artifacts", "history-server")).FullName;
        var file = Path.Combine(folder, $"{version}-{Fingerprint(script, logs)}.jsonl.gz");
        if (!File.Exists(file))
        {
            Run(script, ["--spark", version, "--shared", shared, "--output", file, .. logs]);
        }

        return Recording.Read(file);
    }

    private static void Run(string script, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardError = true };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("python3 does not start.");
        var errors = new StringBuilder();
        process.ErrorDataReceived += (_, line) => errors.AppendLine(line.Data);
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The History Server did not answer within {Patience.TotalMinutes} minutes.\n{errors}");
        }

        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script} failed:\n{errors}");
    }

    private static string Fingerprint(string script, IReadOnlyList<string> logs)
    {
        var text = new StringBuilder(File.ReadAllText(script));
        var files = logs.SelectMany(log => Directory.Exists(log) ? Directory.EnumerateFiles(log, "*", SearchOption.AllDirectories) : [log]);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            text.Append(file).Append(new FileInfo(file).Length);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..12];
    }
}
