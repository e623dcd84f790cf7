using System.CommandLine;
using System.Globalization;
using Stoker.Cli.Help;
using Stoker.EventLogs.Sources;
using Stoker.Reports.Quantities;

namespace Stoker.Cli.Options;

/// <summary>Options that choose applications in a folder or on a History Server; the same for every command that takes a SOURCE.</summary>
/// <param name="hasLast">Whether <c>--last</c> is among them: a command that takes a fixed number of applications has none.</param>
internal sealed class ChoiceOptions(bool hasLast = true)
{
    private readonly Option<string?> _app = new("--app") { Description = "the application with this id; ID/ATTEMPT for one attempt", HelpName = "ID" };

    private readonly Option<string?> _name = new("--name") { Description = "applications named like this, with * and ?", HelpName = "GLOB" };

    private readonly Option<string?> _since = new("--since") { Description = "started at or after: 2026-03-01, 2026-03-01T14:30", HelpName = "TIME" };

    private readonly Option<string?> _until = new("--until") { Description = "started before", HelpName = "TIME" };

    private readonly Option<int> _last = new("--last")
    {
        Description = "the N that started last [default: 1]",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public OptionGroup Group => new("Choice among many applications", [_app, _name, _since, _until, .. hasLast ? [_last] : Array.Empty<Option>()]);

    /// <summary>Whether the caller chose; otherwise the newest application is taken, and the others are worth a note.</summary>
    public bool IsGiven(ParseResult result) => Group.Options.Any(option => result.GetResult(option) is { Implicit: false });

    /// <summary>Whether the caller asked for several: a command that looks at one of them says so.</summary>
    public bool AsksForSeveral(ParseResult result) => hasLast && result.GetValue(_last) > 1;

    /// <summary>Plain <c>--last</c> means <c>--last 1</c>: what follows it is a number or already the SOURCE.</summary>
    public static string[] Complete(string[] arguments)
    {
        var completed = arguments.ToArray();
        for (var index = 0; index < completed.Length && completed[index] != "--"; index++)
        {
            if (completed[index] == "--last" && (index + 1 == completed.Length || !long.TryParse(completed[index + 1], NumberStyles.Integer, CultureInfo.InvariantCulture, out _)))
            {
                completed[index] = "--last=1";
            }
        }

        return completed;
    }

    public SourceSelection Selection(ParseResult result, Clock clock)
    {
        var last = hasLast ? result.GetValue(_last) : 1;
        if (last < 1)
        {
            throw UserError.WrongOption("--last", last.ToString(CultureInfo.InvariantCulture), "It is a number of applications, 1 or more.");
        }

        var app = result.GetValue(_app)?.Split('/', 2);
        return new SourceSelection
        {
            AppId = app?[0],
            AttemptId = app is [_, var attempt] ? attempt : null,
            NameGlob = result.GetValue(_name),
            Since = Time("--since", result.GetValue(_since), clock),
            Until = Time("--until", result.GetValue(_until), clock),
            Last = last,
        };
    }

    private static DateTimeOffset? Time(string option, string? text, Clock clock)
    {
        if (text is null)
        {
            return null;
        }

        return clock.TryRead(text, out var time)
            ? time
            : throw UserError.WrongOption(option, text, "Times are written 2026-03-01, 2026-03-01T14:30 or 2026-03-01T14:30:00+01:00.");
    }
}
