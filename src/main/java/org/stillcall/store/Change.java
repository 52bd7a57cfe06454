package org.stillcall.store;

/** What came of a change that somebody asked for; only {@link #DONE} changed anything. */
public enum Change {
    /** It is done and on the disk. */
    DONE,
    /** That id is taken. */
    EXISTS,
    /** What it speaks of is not there, or not any more. */
    MISSING,
    /** Somebody else was faster: the version or the centre key's generation is another by now. Read again. */
    MOVED_ON,
    /** It would leave the centre without a coordinator. */
    LAST,
    /** A limit is reached: rows of its kind, or keys in the key table. */
    FULL,
    /** A legal hold keeps it as it is. */
    HELD
}
