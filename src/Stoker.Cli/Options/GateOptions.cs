using System.CommandLine;
using Stoker.Baselines;
using Stoker.Findings;

namespace Stoker.Cli.Options;

/// <summary>Options that make a command a gate: what fails it, and what it is not to speak of; the same for every command with findings.</summary>
internal sealed class GateOptions
{
    private const string Never = "never";
    private static readonly string[] Severities = ["critical", "major", "minor", "info"];

    private readonly string _preset;
    private readonly Option<string?> _failOn;

    /// <param name="preset">Severity from which the command fails where nobody says otherwise.</param>
    public GateOptions(string preset = Never)
    {
        _preset = preset;
        _failOn = new Option<string?>("--fail-on") { Description = $"exit with 1 at this severity: critical, major, minor, info or never [default: {preset}]", HelpName = "SEVERITY" };
        _failOn.CompletionSources.Add([.. Severities, Never]);
    }

    public Option<string?> Baseline { get; } = new("--baseline") { Description = "hide the findings of an earlier --format json", HelpName = "FILE" };

    public Option<string?> FailOn => _failOn;

    /// <summary>Severity from which the command fails; absent when it never does.</summary>
    /// <param name="result">The command line, which wins.</param>
    /// <param name="configured">What the configuration file says; absent when it says nothing.</param>
    public Severity? Limit(ParseResult result, string? configured) => (result.GetValue(_failOn) ?? configured ?? _preset) switch
    {
        "critical" => Severity.Critical,
        "major" => Severity.Major,
        "minor" => Severity.Minor,
        "info" => Severity.Info,
        Never => null,
        var wrong => throw UserError.WrongOption("--fail-on", wrong, $"Severities: {string.Join(", ", Severities)}, {Never}."),
    };

    /// <summary>What was there before; absent without <c>--baseline</c>.</summary>
    public Baseline? Known(ParseResult result)
    {
        if (result.GetValue(Baseline) is not { } file)
        {
            return null;
        }

        try
        {
            return Baselines.Baseline.Read(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            var what = error is InvalidDataException ? error.Message : $"The baseline {file} cannot be read: {error.Message.TrimEnd('.')}.";
            throw new UserError(ExitCode.WrongCommandLine, what, "Write one with stoker analyze (or lint) --format json --output FILE.");
        }
    }
}
