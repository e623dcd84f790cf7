using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Stoker.EndToEnd.Tests;

/// <summary>Runs the program as a person would: the published file where there is one (or where STOKER says), else the built one.</summary>
internal static class StokerProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(ThisFile(), "..", "..", ".."));

    public static string Sample(string name) => Path.Combine(Root, "samples", name);

    /// <summary>The program and what has to come before its arguments.</summary>
    public static string[] Command { get; } = FindCommand();

    public static Task<Answer> RunAsync(params string[] arguments) => RunAsync(arguments, null);

    public static Task<Answer> RunAsync(string[] arguments, byte[]? input) => StartAsync(Command[0], [.. Command[1..], .. arguments], input);

    /// <summary>A line for a shell, in which <c>stoker</c> is the program.</summary>
    public static Task<Answer> ShellAsync(string line) =>
        StartAsync("/bin/bash", ["-c", $"stoker() {{ {string.Join(' ', Command.Select(part => $"'{part}'"))} \"$@\"; }}\n{line}"], null);

    private static async Task<Answer> StartAsync(string program, string[] arguments, byte[]? input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start.");
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        if (input is not null)
        {
            await process.StandardInput.BaseStream.WriteAsync(input, timeout.Token);
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(timeout.Token);
        return new Answer(process.ExitCode, await output, await error);
    }

    private static string[] FindCommand()
    {
        var published = Environment.GetEnvironmentVariable("STOKER") ?? Path.Combine(Root, "artifacts", "publish", "stoker");
        if (File.Exists(published))
        {
            return [published];
        }

        var built = Directory.GetFiles(Path.Combine(Root, "artifacts", "bin", "Stoker.Cli"), "Stoker.Cli.dll", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc);
        return ["dotnet", built ?? throw new FileNotFoundException("Build src/Stoker.Cli, or run eng/publish, first.")];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
