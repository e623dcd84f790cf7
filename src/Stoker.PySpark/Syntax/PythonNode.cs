namespace Stoker.PySpark.Syntax;

/// <summary>
/// One node of a Python syntax tree, as CPython's own <c>ast</c> gives it. Frozen once its module is built. <see cref="Start"/> and <see cref="End"/> are
/// UTF-16 offsets into the text of the module: <c>[Start, End)</c>.
/// </summary>
internal abstract class PythonNode
{
    /// <summary>First character; for a function or class the <c>def</c>, not its decorators.</summary>
    public int Start { get; internal set; }

    /// <summary>Just behind the last character.</summary>
    public int End { get; internal set; }

    /// <summary>Place in <see cref="PythonModule.Nodes"/>, which is in source (pre-)order.</summary>
    public int Index { get; internal set; }

    /// <summary>Index just behind the last node below this one.</summary>
    public int SubtreeEnd { get; internal set; }

    /// <summary>The node that holds this one; none for the module itself.</summary>
    public PythonNode? Parent { get; internal set; }

    /// <summary>Adds the direct children in source order.</summary>
    internal virtual void AddChildren(List<PythonNode> into)
    {
    }

    private protected static void Add(PythonNode? child, List<PythonNode> into)
    {
        if (child is not null)
        {
            into.Add(child);
        }
    }

    private protected static void AddAll<T>(IReadOnlyList<T?> children, List<PythonNode> into)
        where T : PythonNode
    {
        for (var i = 0; i < children.Count; i++)
        {
            Add(children[i], into);
        }
    }
}
