using System.CommandLine;
using System.Globalization;
using Stoker.Cli.Help;
using Stoker.Configuration;
using Stoker.Diagnosing;
using Stoker.Model.Units;
using Stoker.Predicting;

namespace Stoker.Cli.Options;

/// <summary>What is asked of a run: shapes, settings, a deadline, prices.</summary>
internal sealed class WhatIfOptions
{
    private const int MostCount = 100_000;

    /// <summary>Dearer than any machine; what is above is a slip.</summary>
    private const double MostPrice = 1e6;

    private const int MostUnit = 16;

    private readonly Option<string?> _executors = new("--executors") { Description = "numbers of executors [default: a curve around the run's]", HelpName = "N,N" };

    private readonly Option<string?> _cores = new("--cores") { Description = "cores of each executor [default: the run's]", HelpName = "N,N" };

    private readonly Option<string[]> _set = new("--set") { Description = "a setting that is to be different; may be given several times", HelpName = "KEY=VALUE" };

    private readonly Option<string?> _without = new("--without") { Description = "findings of analyze whose cost is to be gone: a native expression for a UDF, a cache, a broadcast", HelpName = "ID,ID" };

    private readonly Option<string?> _deadline = new("--deadline") { Description = "look for the cheapest shape that is done in time: 45m, 1h30m", HelpName = "TIME" };

    private readonly Option<string?> _coreHour = new("--core-hour") { Description = "price of a core for an hour [default: [cost] of .stoker.toml, else costs in core-hours]", HelpName = "PRICE" };

    private readonly Option<string?> _gibHour = new("--gib-hour") { Description = "price of a GiB of memory for an hour [default: an eighth of a core's]", HelpName = "PRICE" };

    private readonly Option<string?> _currency = new("--currency") { Description = "unit of the prices [default: USD where a price is given]", HelpName = "UNIT" };

    public WhatIfOptions() => Group = new OptionGroup("Question", [_executors, _cores, _set, _without, _deadline, _coreHour, _gibHour, _currency]);

    public OptionGroup Group { get; }

    /// <summary>The request; prices that the command line does not give are those of <c>[cost]</c>.</summary>
    public WhatIfRequest Request(ParseResult result, string source, CostConfiguration? cost) => new(source)
    {
        Executors = Counts("--executors", result.GetValue(_executors)),
        Cores = Counts("--cores", result.GetValue(_cores)),
        Settings = Settings(result.GetValue(_set) ?? []),
        Without = Ids(result.GetValue(_without)),
        Deadline = result.GetValue(_deadline) is { } deadline ? Duration(deadline) : null,
        Prices = Prices(result, cost),
    };

    private static string[] Ids(string? list)
    {
        string[] ids = list is null ? [] : [.. list.Split(',', StringSplitOptions.TrimEntries).Select(id => id.ToUpperInvariant()).Distinct()];
        return ids.FirstOrDefault(id => DiagnoseApplication.Titles.All(title => title.Id != id)) is { } unknown
            ? throw UserError.WrongOption("--without", unknown, "It is a list of ids of findings, such as PYTHON001,JOIN001: stoker explain lists them.")
            : ids;
    }

    private static int[] Counts(string option, string? list)
    {
        if (list is null)
        {
            return [];
        }

        var counts = new List<int>();
        foreach (var part in list.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostCount)
            {
                throw UserError.WrongOption(option, list, $"It is a list of whole numbers from 1 to {MostCount}, such as 4,8,16.");
            }

            counts.Add(count);
        }

        return [.. counts];
    }

    private static Dictionary<string, string> Settings(string[] given)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given)
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == pair.Length - 1)
            {
                throw UserError.WrongOption("--set", pair, "It is a setting and its value, such as spark.sql.shuffle.partitions=400.");
            }

            var (key, value) = (pair[..at].Trim(), pair[(at + 1)..].Trim());
            if (SettingValues.Permitted(key, value) is { } permitted)
            {
                throw UserError.WrongOption("--set", pair, permitted);
            }

            if (SettingValues.RefusalOf(key) is { } refusal)
            {
                throw UserError.WrongOption("--set", pair, SettingValues.Meant(key) is { } meant ? $"Is {meant} meant?" : $"{refusal.Reason} {refusal.Remedy}");
            }

            if (!settings.TryAdd(key, value))
            {
                throw UserError.WrongOption("--set", pair, $"{key} is given twice: ask once for each value.");
            }
        }

        CheckBounds(settings);
        return settings;
    }

    /// <summary>Spark does not start with a least above the most (ExecutorAllocationManager.validateSettings).</summary>
    private static void CheckBounds(Dictionary<string, string> settings)
    {
        const string Least = "spark.dynamicAllocation.minExecutors", Most = "spark.dynamicAllocation.maxExecutors";
        if (settings.TryGetValue(Least, out var least) && settings.TryGetValue(Most, out var most)
            && int.Parse(least, NumberStyles.None, CultureInfo.InvariantCulture) > int.Parse(most, NumberStyles.None, CultureInfo.InvariantCulture))
        {
            throw UserError.WrongOption("--set", $"{Least}={least}", $"It is more than {Most}={most}, with which Spark does not start: give a least that is not above the most.");
        }
    }

    /// <summary>Hours, minutes and seconds with their letters: <c>1h30m</c>, <c>45m</c>, <c>90s</c>.</summary>
    private static Milliseconds Duration(string text)
    {
        var (total, number, hasDigits) = (0L, 0L, false);
        foreach (var letter in text.Replace(" ", "", StringComparison.Ordinal))
        {
            if (char.IsAsciiDigit(letter) && number < 1_000_000)
            {
                (number, hasDigits) = ((number * 10) + (letter - '0'), true);
                continue;
            }

            long? unit = letter switch { 'd' => 86_400_000, 'h' => 3_600_000, 'm' => 60_000, 's' => 1000, _ => null };
            if (unit is null || !hasDigits)
            {
                throw Wrong();
            }

            (total, number, hasDigits) = (total + (number * unit.Value), 0, false);
        }

        return hasDigits || total == 0 ? throw Wrong() : new Milliseconds(total);

        UserError Wrong() => UserError.WrongOption("--deadline", text, "It is a time with its units, such as 45m, 1h30m or 90s.");
    }

    /// <summary>The prices of <c>[cost]</c>, where a command has no options for them.</summary>
    public static Prices PricesOf(CostConfiguration? cost) => PricesOf(cost?.CoreHour, cost?.GibHour, cost?.Currency);

    private Prices Prices(ParseResult result, CostConfiguration? cost) =>
        PricesOf(Price("--core-hour", result.GetValue(_coreHour)) ?? cost?.CoreHour, Price("--gib-hour", result.GetValue(_gibHour)) ?? cost?.GibHour, Unit(result.GetValue(_currency)) ?? cost?.Currency);

    /// <summary>A number with a decimal point. A comma is not read as nothing, as it would be between thousands: 1,5 is not 15.</summary>
    private static double? Price(string option, string? text) => text is null ? null
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) && price <= MostPrice ? price
        : throw UserError.WrongOption(option, text, string.Create(CultureInfo.InvariantCulture, $"A price is a number from 0 to {MostPrice}, with a point for the decimals, such as 0.048."));

    private static string? Unit(string? text) => text is null || (text.Length <= MostUnit && text.Trim().Length > 0 && !text.Any(char.IsControl)) ? text?.Trim()
        : throw UserError.WrongOption("--currency", text, $"It is a unit of at most {MostUnit} characters, such as EUR.");

    private static Prices PricesOf(double? core, double? memory, string? currency)
    {
        foreach (var (option, price) in (ReadOnlySpan<(string, double?)>)[("--core-hour", core), ("--gib-hour", memory)])
        {
            if (price is { } given && !(given >= 0 && given <= MostPrice))
            {
                throw UserError.WrongOption(option, string.Create(CultureInfo.InvariantCulture, $"{given}"), string.Create(CultureInfo.InvariantCulture, $"A price, here or in [cost] of .stoker.toml, is a number from 0 to {MostPrice}."));
            }
        }

        if (core is null && memory is null)
        {
            return currency is null ? Predicting.Prices.Relative : throw UserError.WrongOption("--currency", currency, "Give --core-hour or --gib-hour with it.");
        }

        return new Prices(core ?? 0, memory ?? (core ?? 0) / 8, currency ?? "USD");
    }
}
