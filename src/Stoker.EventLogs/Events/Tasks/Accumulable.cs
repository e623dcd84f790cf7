using System.Globalization;

namespace Stoker.EventLogs.Events.Tasks;

/// <summary>An entry of <c>Accumulables</c>.</summary>
internal readonly record struct Accumulable(long Id, string? Name, string? Update, string? Value, string? Metadata)
{
    /// <summary>Whether it repeats a task metric.</summary>
    public bool IsTaskMetric => Name is not null && Name.StartsWith("internal.metrics.", StringComparison.Ordinal);

    /// <summary>Whether it belongs to a SQL metric.</summary>
    public bool IsSqlMetric => Metadata == "sql";

    /// <summary>The update of a SQL metric; written as <c>1.0</c> by some tools that rewrite logs.</summary>
    public long? UpdateValue => long.TryParse(Update, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : double.TryParse(Update, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? EventReader.ToInteger(real) : null;

    public static Accumulable Read(ref EventReader reader)
    {
        var accumulable = new Accumulable(-1, null, null, null, null);
        if (!reader.EnterObject())
        {
            return accumulable;
        }

        while (reader.NextKey(out var key))
        {
            if (key.Is("ID"u8))
            {
                accumulable = accumulable with { Id = reader.Integer() ?? -1 };
            }
            else if (key.Is("Name"u8))
            {
                accumulable = accumulable with { Name = reader.Text() };
            }
            else if (key.Is("Update"u8))
            {
                accumulable = accumulable with { Update = accumulable.IsTaskMetric ? Pass(ref reader) : reader.UniqueText() };
            }
            else if (key.Is("Value"u8))
            {
                accumulable = accumulable with { Value = accumulable.IsTaskMetric ? Pass(ref reader) : reader.UniqueText() };
            }
            else if (key.Is("Metadata"u8))
            {
                accumulable = accumulable with { Metadata = reader.Text() };
            }
            else
            {
                reader.Skip();
            }
        }

        return accumulable;
    }

    /// <summary>Updated block statuses of Spark 2.0 and 2.1 are arrays of any size: nobody needs them as text.</summary>
    private static string? Pass(ref EventReader reader)
    {
        reader.Skip();
        return null;
    }
}
