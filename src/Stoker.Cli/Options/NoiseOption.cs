using System.CommandLine;
using System.Globalization;
using Stoker.Advice.Comparison;

namespace Stoker.Cli.Options;

/// <summary>How much the wall time of repeated runs varies; the same for every command that holds two runs against each other.</summary>
internal sealed class NoiseOption
{
    /// <summary>A standard deviation beyond this says that the runs have nothing in common.</summary>
    private const double MostPercent = 50;

    public Option<string?> Option { get; } = new("--noise")
    {
        Description = "standard deviation of the wall time of repeated runs [default: 3 percent]",
        HelpName = "PERCENT",
    };

    public ComparisonOptions Read(ParseResult result) => result.GetValue(Option) switch
    {
        null => new ComparisonOptions(),
        var text when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= MostPercent => new ComparisonOptions { Noise = percent / 100 },
        var wrong => throw UserError.WrongOption("--noise", wrong, $"It is a number of percent from 0 to {MostPercent}."),
    };
}
