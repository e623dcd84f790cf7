using Stoker.PySpark.Syntax;

namespace Stoker.PySpark.Flow;

/// <summary>One step of the way a frame was made.</summary>
/// <param name="Name">The method or property.</param>
/// <param name="Node">The call, or the attribute for a property such as <c>write</c> or <c>rdd</c>.</param>
/// <param name="Receiver">What it was asked of.</param>
internal sealed record FrameStep(string Name, PythonExpression Node, PythonExpression Receiver)
{
    public CallExpression? Call => Node as CallExpression;
}
