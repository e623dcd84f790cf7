using System.CommandLine;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Cli.Options;

/// <summary>Options that say what the answer looks like and where it goes; the same for every command.</summary>
internal sealed class OutputOptions
{
    private readonly Option<string> _format = new("--format")
    {
        Description = "text, markdown or json [default: text]",
        HelpName = "FORMAT",
        DefaultValueFactory = _ => "text",
    };

    private readonly Option<string?> _output = new("--output") { Description = "write the answer to a file [default: standard output]", HelpName = "FILE" };

    private readonly Option<int?> _width = new("--width") { Description = "columns of text [default: the terminal's; 100 in a pipe or file]", HelpName = "N" };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "no color, as with NO_COLOR set [default: color on a terminal]" };

    private readonly Option<string?> _timeZone = new("--time-zone")
    {
        Description = "zone of the times shown: Europe/Berlin, local [default: UTC]",
        HelpName = "ZONE",
    };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "no progress and no notes on standard error" };

    public OutputOptions() => _format.CompletionSources.Add("text", "markdown", "json");

    public OptionGroup Group => new("Answer", _format, _output, _width, _noColor, _timeZone, _quiet);

    public bool IsQuiet(ParseResult result) => result.GetValue(_quiet);

    public ReportFormat Format(ParseResult result) => result.GetValue(_format) switch
    {
        "text" => ReportFormat.Text,
        "markdown" or "md" => ReportFormat.Markdown,
        "json" => ReportFormat.Json,
        ("html" or "sarif") and var later => throw UserError.WrongOption("--format", later, "That format comes later. Today there are text, markdown and json."),
        var other => throw UserError.WrongOption("--format", other ?? "", "Formats: text, markdown, json."),
    };

    public TextStyle Style(ParseResult result)
    {
        var width = result.GetValue(_width);
        if (width < TextStyle.MinimumWidth || width > TextStyle.MaximumWidth)
        {
            throw UserError.WrongOption("--width", Quantity.Count(width.Value), $"It is a number of columns from {TextStyle.MinimumWidth} to {TextStyle.MaximumWidth}.");
        }

        return TerminalStyle.Find(StandardOutput.IsTerminal && result.GetValue(_output) is null, !result.GetValue(_noColor), width);
    }

    public Clock Clock(ParseResult result) => result.GetValue(_timeZone) switch
    {
        null or "UTC" or "utc" or "Z" => Reports.Quantities.Clock.Utc,
        "local" => Reports.Quantities.Clock.In(TimeZoneInfo.Local),
        var name => Reports.Quantities.Clock.In(FindZone(name)),
    };

    /// <summary>The file of <c>--output</c>, which is checked before the work begins; absent for standard output.</summary>
    public string? OutputFile(ParseResult result)
    {
        var file = result.GetValue(_output);
        if (file is null or "-")
        {
            return null;
        }

        if (Directory.Exists(file))
        {
            throw UserError.WrongOption("--output", file, "It is a folder; name a file in it.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        return folder is null || Directory.Exists(folder)
            ? file
            : throw UserError.WrongOption("--output", file, $"The folder {folder} does not exist; create it first.");
    }

    private static TimeZoneInfo FindZone(string name)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        var nearest = NearestName.Find(name, TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id));
        throw UserError.WrongOption("--time-zone", name, nearest is null ? "Zones are named like Europe/Berlin; local and UTC work too." : $"Did you mean {nearest}?");
    }
}
