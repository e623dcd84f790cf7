namespace Stoker.PySpark.Reading;

/// <summary>Why a Python file could not be read, or not wholly.</summary>
public enum SourceIssueKind
{
    /// <summary>A block is not valid for this Python (half-written, Python 2); the other blocks were read.</summary>
    SyntaxError = 1,

    /// <summary>Nothing of the file could be read as Python.</summary>
    Unparsable = 2,

    /// <summary>The file is larger than the limit; it was skipped.</summary>
    TooLarge = 3,

    /// <summary>The bytes are not text in the encoding that the file declares; they were replaced or the file was skipped.</summary>
    BadEncoding = 4,

    /// <summary>The notebook is not the JSON that Jupyter writes; it was skipped.</summary>
    BadNotebook = 5,

    /// <summary>The file could not be opened.</summary>
    Unreadable = 6,

    /// <summary>There is no usable Python interpreter, so nothing could be read.</summary>
    NoInterpreter = 7,

    /// <summary>The interpreter stopped while it read this file; it was started again for the next.</summary>
    InterpreterFailed = 8,
}
