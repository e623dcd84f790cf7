using System.CommandLine;
using System.Globalization;
using Stoker.Cli.Console;
using Stoker.Cli.Help;
using Stoker.Names;
using Stoker.Reports.Quantities;
using Stoker.Reports.Terminal;

namespace Stoker.Cli.Options;

/// <summary>Options that say what the answer looks like and where it goes; the same for every command.</summary>
internal sealed class OutputOptions
{
    private readonly IReadOnlyList<ReportFormat> _formats;

    private readonly Option<string> _format;

    private readonly Option<string?> _output = new("--output") { Description = "write the answer to a file [default: standard output]", HelpName = "FILE" };

    private readonly Option<int?> _width = new("--width") { Description = "columns of text [default: the terminal's; 100 in a pipe or file]", HelpName = "N" };

    private readonly Option<bool> _noColor = new("--no-color") { Description = "no color, as with NO_COLOR set [default: color on a terminal]" };

    private readonly Option<bool> _quiet = new("--quiet") { Description = "no progress and no notes on standard error" };

    private readonly Option<string?> _timeZone = new("--time-zone")
    {
        Description = "zone of the times shown: Europe/Berlin, local [default: UTC]",
        HelpName = "ZONE",
    };

    /// <param name="formats">Forms of the command's answer; the first one is the default.</param>
    /// <param name="showsTimes">Whether the answer tells times of day.</param>
    public OutputOptions(IReadOnlyList<ReportFormat> formats, bool showsTimes = false)
    {
        _formats = formats;
        string[] names = [.. formats.Select(NameOf)];
        _format = new Option<string>("--format")
        {
            Description = $"{string.Join(", ", names[..^1])} or {names[^1]} [default: {names[0]}]",
            HelpName = "FORMAT",
            DefaultValueFactory = _ => names[0],
        };
        _format.CompletionSources.Add(names);
        Option[] options = [_format, _output, _width, _noColor, _quiet];
        Group = new OptionGroup("Answer", showsTimes ? [.. options[..^1], _timeZone, _quiet] : options);
    }

    public OptionGroup Group { get; }

    public bool IsQuiet(ParseResult result) => result.GetValue(_quiet);

    public ReportFormat Format(ParseResult result)
    {
        var name = result.GetValue(_format) is "md" ? "markdown" : result.GetValue(_format);
        foreach (var format in _formats)
        {
            if (NameOf(format) == name)
            {
                return format;
            }
        }

        throw UserError.WrongOption("--format", name ?? "", $"Formats: {string.Join(", ", _formats.Select(NameOf))}.");
    }

    public TextStyle Style(ParseResult result)
    {
        var width = result.GetValue(_width);
        if (width < TextStyle.MinimumWidth || width > TextStyle.MaximumWidth)
        {
            throw UserError.WrongOption("--width", width.Value.ToString(CultureInfo.InvariantCulture), $"It is a number of columns from {TextStyle.MinimumWidth} to {TextStyle.MaximumWidth}.");
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

        if (string.IsNullOrWhiteSpace(file) || file.Contains('\0', StringComparison.Ordinal))
        {
            throw UserError.WrongOption("--output", file, "It is the path of a file.");
        }

        if (Directory.Exists(file))
        {
            throw UserError.Unwritable(file, "It is a folder; name a file in it.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        return folder is null || Directory.Exists(folder)
            ? file
            : throw UserError.Unwritable(file, $"The folder {folder} does not exist; create it first.");
    }

    private static string NameOf(ReportFormat format) => format.ToString().ToLowerInvariant();

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
