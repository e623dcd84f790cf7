using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Rewriting.Rdds;

/// <summary>Calls in a row on the RDD of a DataFrame: <c>df.rdd.map(…).toDF(…)</c>.</summary>
/// <param name="Frame">What <c>.rdd</c> is asked of.</param>
/// <param name="Steps">The calls, first to last.</param>
internal sealed record RddChain(PythonExpression Frame, IReadOnlyList<(string Name, CallExpression Call)> Steps)
{
    /// <summary>The whole expression.</summary>
    public CallExpression Whole => Steps[^1].Call;

    /// <summary>How reports name it.</summary>
    public string Name => "rdd." + string.Join('.', Steps.Select(step => step.Name));

    /// <summary>The chains of a module that begin with a Python function over rows, or ask for rows at all.</summary>
    public static List<RddChain> FindAll(PythonModule module)
    {
        var chains = new List<RddChain>();
        foreach (var rdd in module.Nodes.OfType<AttributeExpression>().Where(attribute => attribute.Name == "rdd"))
        {
            var steps = new List<(string, CallExpression)>();
            PythonExpression at = rdd;
            while (at.Parent is AttributeExpression member && member.Value == at && member.Parent is CallExpression call && call.Function == member)
            {
                steps.Add((member.Name, call));
                at = call;
                if (member.Name is "toDF" or "collect" or "count" or "isEmpty" or "collectAsMap")
                {
                    break;
                }
            }

            if (steps.Count > 0 && steps[0].Item1 is "map" or "filter" or "flatMap" or "isEmpty")
            {
                chains.Add(new RddChain(rdd.Value, steps));
            }
        }

        return chains;
    }
}
