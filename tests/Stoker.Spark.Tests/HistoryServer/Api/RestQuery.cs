using System.Globalization;

namespace Stoker.Spark.Tests.HistoryServer.Api;

/// <summary>The query of a request, such as <c>status=failed&amp;length=5</c>; names may repeat.</summary>
internal sealed class RestQuery
{
    private readonly List<KeyValuePair<string, string>> _parameters = [];

    public RestQuery(string text)
    {
        foreach (var parameter in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = parameter.IndexOf('=') is var at and >= 0 ? (parameter[..at], parameter[(at + 1)..]) : (parameter, "");
            _parameters.Add(new(Uri.UnescapeDataString(name), Uri.UnescapeDataString(value)));
        }
    }

    public string? Find(string name) => _parameters.Find(parameter => parameter.Key == name).Value;

    public int Number(string name, int otherwise) => Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public bool Flag(string name, bool otherwise) => Find(name) is { } text ? bool.Parse(text) : otherwise;

    /// <summary>Values of a repeatable parameter in upper case; empty when nothing is to be filtered.</summary>
    public HashSet<string> Choices(string name) =>
        [.. _parameters.Where(parameter => parameter.Key == name).Select(parameter => parameter.Value.ToUpperInvariant())];

    /// <summary>Numbers separated by commas, ascending.</summary>
    /// <exception cref="BadParameterException">One of them is no number.</exception>
    public double[] Quantiles(string otherwise) => [.. (Find("quantiles") ?? otherwise).Split(',').Select(Quantile).Order()];

    private static double Quantile(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var quantile)
        ? quantile
        : throw new BadParameterException($"Bad value for parameter \"quantiles\".  Expected a double, got \"{text}\"");
}
