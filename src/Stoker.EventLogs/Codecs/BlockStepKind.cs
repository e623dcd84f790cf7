namespace Stoker.EventLogs.Codecs;

/// <summary>What a walk over stored blocks met.</summary>
internal enum BlockStepKind
{
    /// <summary>The input ended where it may.</summary>
    End,

    /// <summary>A whole block.</summary>
    Block,

    /// <summary>Bytes that carry nothing: a stream header, an end mark, a skippable frame.</summary>
    Nothing,

    /// <summary>A block too large to be held at once; it has to be decoded as it is read.</summary>
    Large,

    /// <summary>The input ended inside a block.</summary>
    CutOff,

    /// <summary>What stands here is not a block, or a block of which only a beginning makes sense.</summary>
    Damaged,
}
