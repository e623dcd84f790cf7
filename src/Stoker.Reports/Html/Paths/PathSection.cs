using Stoker.Model;
using Stoker.Model.TimeSplit;
using Stoker.Reports.Html.Charts;
using Stoker.Reports.Html.Markup;
using Stoker.Reports.Html.Parts;
using Stoker.Reports.Html.Tables;
using Stoker.Reports.Paths;

namespace Stoker.Reports.Html.Paths;

/// <summary>The critical path in a table; the timeline draws it.</summary>
internal static class PathSection
{
    public static IReadOnlyList<IHtmlComponent?> Parts(Application application, CriticalPath path)
    {
        if (PathTable.Of(application, path) is not { } source)
        {
            return [new Prose("The log does not tell enough to follow it.", "quiet")];
        }

        return
        [
            new Prose("The longest chain from the start to the end through driver, jobs, stages and the last task of each stage. Only what is on it can make the application shorter."),
            new StackedBar("Critical path", path.Total.Value, [.. PathCauses.Kinds.Select((kind, index) => new BarPart(kind.Words, path.Segments.Where(segment => PathCauses.KindOf(segment.Cause) == index).Sum(segment => segment.Duration.Value), kind.Role))], "Colors as in the timeline."),
            HtmlTable.Of(source),
        ];
    }
}
