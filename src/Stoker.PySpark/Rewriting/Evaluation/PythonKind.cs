namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>The Python type of a value, as far as the rewriter tells types apart.</summary>
internal enum PythonKind
{
    None,
    Bool,
    Int,
    Float,
    Text,

    /// <summary>UTF-8 bytes of a text, only as an argument of a hash.</summary>
    Utf8,

    Date,

    /// <summary>A naive datetime.</summary>
    DateTime,

    /// <summary>A whole number of days.</summary>
    Days,

    /// <summary>A list in a column: native array.</summary>
    List,

    /// <summary>A tuple or list whose items are known one by one.</summary>
    Sequence,

    /// <summary>A set literal, or the set of a list.</summary>
    Set,

    /// <summary>A dict whose entries are known one by one.</summary>
    Dict,

    /// <summary>A dict in a column: native map.</summary>
    Map,

    /// <summary>A Row in a column: native struct.</summary>
    Row,

    Range,

    /// <summary>A compiled regular expression.</summary>
    Pattern,

    /// <summary>The result of a regular expression's search; None when it did not match.</summary>
    Match,

    /// <summary>A hash object that awaits its hexdigest.</summary>
    Hash,

    /// <summary>A module, class or function known by its dotted name.</summary>
    Named,

    /// <summary>A function or lambda of the project.</summary>
    Function,

    /// <summary>A method together with what it is called on.</summary>
    Method,

    /// <summary>An int of many hexadecimal digits, of which only remainders are taken.</summary>
    LongHex,

    /// <summary>A Row of an RDD, of which columns are known by name.</summary>
    Record,

    /// <summary>A pandas Series of one batch, or a NumPy array of its length: one element a row.</summary>
    Series,

    /// <summary><c>series.str</c>.</summary>
    SeriesText,

    /// <summary>The evaluation has already failed on this path.</summary>
    Never,

    /// <summary>What a loop over data or a handler leaves in a name, which is not followed.</summary>
    Unfollowed,
}
