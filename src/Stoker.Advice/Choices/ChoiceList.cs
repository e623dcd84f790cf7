using Stoker.Findings;
using Stoker.Model;
using Stoker.Model.TimeSplit;

namespace Stoker.Advice.Choices;

/// <summary>Looks at the choices that a log can say something of. A pure function; thread safe.</summary>
public static class ChoiceList
{
    /// <summary>The choices, in the order of their subjects; those that this cluster does not leave open are left out.</summary>
    /// <param name="application">The application.</param>
    /// <param name="time">Where its time went.</param>
    /// <param name="findings">Its findings.</param>
    public static IReadOnlyList<Choice> Of(Application application, TimeBreakdown time, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(application);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(findings);
        return Of(new ChoiceContext(application, time.ApplicationTime.Core, time.ApplicationTime.Wall.Total.Value / 1000.0, findings));
    }

    internal static IReadOnlyList<Choice> Of(ChoiceContext context)
    {
        if (context.Settings.Version is null || context.Core.Running.Value == 0)
        {
            return [];
        }

        Choice?[] choices = [ExecutorShapeChoice.Of(context), DynamicAllocationChoice.Of(context), OverheadChoice.Of(context), DeployModeChoice.Of(context), SerializerChoice.Of(context), CodecChoice.Of(context)];
        return [.. choices.OfType<Choice>()];
    }
}
