package org.stillcall.media;

/** Who or what seems to have answered, by its sound alone: a hint, which a later one may contradict. */
public enum Answerer {
    /** Said something short and then waited, as persons do. */
    PERSON,
    /** Talks, or makes music, longer than persons do who answer. */
    MACHINE,
    /** A steady tone, such as the one after which a machine records. */
    TONE
}
