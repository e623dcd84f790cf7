namespace Stoker.PySpark.Rewriting.Evaluation;

/// <summary>Why a function is left alone. The numbers are those of the reports and are never reused.</summary>
public enum ReasonCode
{
    /// <summary>The Spark type of an argument is not known, or has no safe counterpart.</summary>
    UnknownType = 1,

    /// <summary>It calls something that has no proven native form.</summary>
    UnknownFunction = 2,

    /// <summary>It reads a name that is rebound or mutated, or it mutates something itself.</summary>
    MutableState = 3,

    /// <summary>A loop without a native form.</summary>
    Loop = 4,

    /// <summary>It reads the clock, chance, files or the network, or writes something.</summary>
    NotDeterministic = 5,

    /// <summary>It prints a float: Python and Java choose other digits.</summary>
    FloatFormatting = 6,

    /// <summary>It depends on Unicode tables that differ between Python and the JVM.</summary>
    UnicodeTables = 7,

    /// <summary>A construct of Python's regular expressions that Java lacks or reads differently.</summary>
    RegexDialect = 8,

    /// <summary>A Python int may leave the range that a native type can hold.</summary>
    IntOverflow = 9,

    /// <summary>The floating-point result differs in the last bits.</summary>
    InexactMath = 10,

    /// <summary>A branch returns another Python type than the declared one.</summary>
    MixedReturnTypes = 11,

    /// <summary>The exceptions that a handler would catch cannot be told.</summary>
    ExceptionHandling = 12,

    /// <summary>Decimal arithmetic.</summary>
    DecimalContext = 13,

    /// <summary>It depends on a time zone.</summary>
    TimeZone = 14,

    /// <summary>It depends on a locale.</summary>
    Locale = 15,

    /// <summary>A pandas UDF whose rows depend on their batch.</summary>
    PandasBatch = 16,

    /// <summary>It depends on the order or kind of a dictionary's or set's keys.</summary>
    DictionaryOrder = 17,

    /// <summary>Collations or CHAR columns.</summary>
    Collation = 18,

    /// <summary>The verification found an input on which old and new differ.</summary>
    VerificationDifference = 19,

    /// <summary>The native form would be too large.</summary>
    TooLarge = 20,

    /// <summary>The UDF is used in a way that the edit cannot keep.</summary>
    UnsupportedUse = 21,

    /// <summary>A pandas UDF over texts, whose meaning depends on the version of pandas, which is not known.</summary>
    UnknownPandas = 22,
}
