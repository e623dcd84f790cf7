namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>The tree of Python's built-in exceptions, as far as the rewriter's own nodes raise them.</summary>
internal static class PythonExceptions
{
    private static readonly Dictionary<string, string> Parents = new(StringComparer.Ordinal)
    {
        ["Exception"] = "BaseException",
        ["ArithmeticError"] = "Exception",
        ["ZeroDivisionError"] = "ArithmeticError",
        ["OverflowError"] = "ArithmeticError",
        ["FloatingPointError"] = "ArithmeticError",
        ["AssertionError"] = "Exception",
        ["AttributeError"] = "Exception",
        ["LookupError"] = "Exception",
        ["IndexError"] = "LookupError",
        ["KeyError"] = "LookupError",
        ["NameError"] = "Exception",
        ["OSError"] = "Exception",
        ["IOError"] = "Exception",
        ["RuntimeError"] = "Exception",
        ["NotImplementedError"] = "RuntimeError",
        ["TypeError"] = "Exception",
        ["ValueError"] = "Exception",
        ["UnicodeError"] = "ValueError",
        ["UnicodeDecodeError"] = "UnicodeError",
        ["UnicodeEncodeError"] = "UnicodeError",
    };

    public static bool IsKnown(string name) => name == "BaseException" || Parents.ContainsKey(name);

    public static bool IsA(string name, string ancestor)
    {
        for (string? at = name; at is not null; at = Parents.GetValueOrDefault(at))
        {
            if (at == ancestor)
            {
                return true;
            }
        }

        return false;
    }
}
